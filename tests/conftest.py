"""What holds for the tests: an example may take as long as it takes, since others may be using the machine."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
