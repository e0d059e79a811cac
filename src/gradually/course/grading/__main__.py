"""The command line: see gradually.course.grading.grade."""

import sys

from gradually.course.grading.grade import main

if __name__ == "__main__":  # and not in the processes that this one starts
    sys.exit(main(sys.argv[1:]))
