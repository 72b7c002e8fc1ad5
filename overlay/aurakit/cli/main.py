"""`python -m aurakit`: checks a setup, and reports for each part whether it works, or what is wrong and what to do.

Exit status: 0 all checks passed, 1 some failed, 2 wrong usage, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import math
import os
import sys
from typing import TYPE_CHECKING, Final

from ..errors import ConfigurationError
from .startup import skip_unused_imports

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .doctor import Check
    from .profiles import Profile

MODULE: Final = "python -m aurakit"


def main(arguments: Sequence[str] | None = None, name: str = MODULE) -> int:
    """Check the setup and print the results; returns the exit status. name: the name of the command."""
    if arguments is None:
        skip_unused_imports()
    options = _parser(name).parse_args(arguments)
    if isinstance(
        sys.stdout, io.TextIOWrapper
    ):  # the name of a project may contain characters that the console cannot show
        sys.stdout.reconfigure(errors="backslashreplace")
    # Without a handler Python would write warnings to the standard error stream; the checks report the same in more
    # detail.
    logger, silent = logging.getLogger("aurakit"), logging.NullHandler()
    try:
        from .doctor import examine, store_for

        profile = _profile(options.profile, name)
        store = None if options.store is None else store_for(options.store)
        logger.addHandler(silent)
        checks = examine(options.timeout, store, profile)
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was changed in Aura.\n")
        return 130
    finally:
        logger.removeHandler(silent)
    try:
        print(_json(checks) if options.json else _lines(checks), flush=True)
    except BrokenPipeError:  # the reader, such as `head`, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if _wrong(checks) else 0


def _profile(named: str | None, name: str) -> Profile | None:
    """The profile to check; without a name, the one that the other commands use, if any."""
    from .profiles import PROFILE_VARIABLE, chosen_profile

    is_command = name != MODULE
    if is_command and named is None:
        named = os.environ.get(PROFILE_VARIABLE)
    return chosen_profile(named, os.environ) if is_command or named is not None else None


def _lines(checks: Sequence[Check]) -> str:
    """A line for each check, and a summary."""
    widths = [
        max(len(text) for text in column) for column in zip(*((one.state, one.name) for one in checks), strict=True)
    ]
    lines = [f"{one.state:{widths[0]}}  {one.name:{widths[1]}}  {one.text}" for one in checks]
    wrong = _wrong(checks)
    lines.append(f"\nFailed: {', '.join(wrong)}." if wrong else "\nAll checks passed.")
    return "\n".join(lines)


def _json(checks: Sequence[Check]) -> str:
    return json.dumps({"ok": not _wrong(checks), "checks": [one._asdict() for one in checks]}, indent=2)


def _wrong(checks: Sequence[Check]) -> list[str]:
    return [one.name for one in checks if one.state == "wrong"]


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0.0 < seconds < math.inf:
        raise ValueError
    return seconds


_seconds.__name__ = "number of seconds above 0"  # argparse says `invalid … value`


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=name,
        description="Checks a setup for the Neo4j Aura API: credentials, address, network, token, and a few calls in "
        "each version. "
        "It changes nothing in Aura and shows no secret.",
        epilog="Exit status: 0 all checks passed, 1 some failed, 2 wrong usage.",
    )
    parser.add_argument("--profile", help="the profile with the credentials to try; see `aurakit credentials`")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=20.0,
        metavar="SECONDS",
        help="for the token, and again for each call (%(default)g)",
    )
    parser.add_argument(
        "--store", nargs="?", const="", metavar="PATH|URL|env:NAME",
        help="check FileStore(PATH), the default one, or RedisStore(URL), with the URL possibly in a variable, and use "
        "its token, as programs that share a store do; without this option a new token is requested, of which there "
        "are 15 an hour",
    )  # fmt: skip
    return parser
