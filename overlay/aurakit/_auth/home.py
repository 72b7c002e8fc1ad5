"""The user's folders. There may be none: the user of a container can be unknown to the system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG_VARIABLE = "XDG_CONFIG_HOME"
CONFIG_FOLDER = ".config"


def home_folder() -> str:
    """The home folder; empty if there is none. Python's own function then returns `~`, which would be a folder of that
    name, or for an empty HOME the root folder."""
    if os.name == "posix" and os.environ.get("HOME") == "":
        return ""
    home = os.path.expanduser("~")  # noqa: PTH111  # pathlib costs milliseconds
    return home if os.path.isabs(home) else ""  # noqa: PTH117


def expanded(path: str) -> str:
    """`path` with a leading `~` replaced by the home folder; empty if there is none."""
    if path.partition("/")[0].partition("\\")[0] == "~" and not home_folder():
        return ""
    return os.path.expanduser(path)  # noqa: PTH111


def user_folder(
    environ: Mapping[str, str], platform: str, home: str, *, mac: str, variable: str, otherwise: str
) -> str:
    """The user's folder for files of programs; empty if that needs `home` and it is empty.

    mac: the folder below `Library` on macOS. variable: the XDG variable on other systems except Windows. otherwise: the
    folder below `home` if that variable is not set.
    """
    if platform == "win32":
        return environ.get("LOCALAPPDATA") or (home and os.path.join(home, "AppData", "Local"))  # noqa: PTH118
    if platform == "darwin":
        return home and os.path.join(home, "Library", mac)  # noqa: PTH118
    folder = environ.get(variable, "")
    if os.path.isabs(folder):  # noqa: PTH117 - the XDG specification: a relative one is to be ignored
        return folder
    return home and os.path.join(home, otherwise)  # noqa: PTH118


def problem_of(error: OSError | ValueError) -> str:
    """Why a path cannot be used, according to the operating system. A path that contains NUL is a ValueError."""
    return (getattr(error, "strerror", None) or "the path is not valid").lower()
