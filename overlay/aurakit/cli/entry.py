"""The entry point of the command `aurakit`.

`aurakit doctor` and `python -m aurakit` need only the SDK; everything else needs the extra `cli`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from .startup import skip_unused_imports

if TYPE_CHECKING:
    from collections.abc import Sequence

NEEDED: Final = 'The command line needs click: pip install "aurakit[cli]"'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    if arguments is None:
        skip_unused_imports()
        arguments = sys.argv[1:]
    given = list(arguments)
    if given[:1] == ["doctor"]:
        from .main import main as doctor

        return doctor(given[1:], "aurakit doctor")
    try:
        import click as _click  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.stderr.write(f"{NEEDED}\n")
        return 1
    from .app import run

    return run(given)
