"""Python processes that tests start: what they import, and how soon."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aurakit
import aurakit_raw

if TYPE_CHECKING:
    from os import PathLike

PACKAGES: Final = (Path(aurakit.__file__).parents[1], Path(aurakit_raw.__path__[0]).parent)
LEAN: Final = Path(__file__).with_name("lean")
"""What is found here keeps a process from importing trio and the command line of httpx."""


def python_path(*first: str | PathLike[str]) -> str:
    """The PYTHONPATH with which a process finds this package and starts fast.

    first: folders in which it looks first.
    """
    return os.pathsep.join(os.fspath(folder) for folder in (*first, *PACKAGES, LEAN))


def environment(*, measured: bool = True) -> dict[str, str]:
    """The environment of the tests, with that path.

    measured: whether coverage may measure the process. It must not if the process forks while its threads run, since
    coverage has a lock that a child then inherits and waits for forever, or if it counts what is imported.
    """
    same = {name: value for name, value in os.environ.items() if measured or not name.startswith("COV")}
    return {**same, "PYTHONPATH": python_path()}
