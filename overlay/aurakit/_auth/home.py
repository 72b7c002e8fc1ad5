"""The user's home folder, which there may not be: a container's user can be one that the system does not know."""

from __future__ import annotations

import os


def home_folder() -> str:
    """The home folder; empty if there is none. Python's own function returns `~` then, a folder of that name."""
    home = os.path.expanduser("~")  # noqa: PTH111  # pathlib costs milliseconds
    return home if os.path.isabs(home) else ""  # noqa: PTH117


def expanded(path: str) -> str:
    """`path` with a leading `~` replaced by the home folder; empty if there is none."""
    if path.partition("/")[0].partition("\\")[0] == "~" and not home_folder():
        return ""
    return os.path.expanduser(path)  # noqa: PTH111
