"""What holds for the tests: property tests try the same examples at every run, and take as long as they take.

So `make test` says the same of the same tree, on a busy machine too; `pytest --hypothesis-profile=search` tries more.
"""

import contextlib

with contextlib.suppress(ModuleNotFoundError):  # where the web site is tested, there are no property tests
    from hypothesis import settings

    settings.register_profile("same", deadline=None, derandomize=True)
    settings.register_profile("search", deadline=None, max_examples=1000)
    settings.load_profile("same")
