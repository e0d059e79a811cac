"""A class: its submissions graded without trust, a report for the teacher, and the notebooks for other graders."""
