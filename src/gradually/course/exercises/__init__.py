"""The exercises of each chapter, one module a chapter: `from gradually.course.exercises import ch01 as ex`."""
