"""The course's answers to its coding exercises, one module a chapter, one function an exercise."""
