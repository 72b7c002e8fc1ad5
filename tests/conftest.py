"""What all tests share: the same examples on every run, and no time limit of hypothesis' own: load would break it."""

from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")
