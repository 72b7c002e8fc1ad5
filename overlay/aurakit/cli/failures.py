"""Errors as one line and an exit status.

Exit statuses: 0 done, 1 failed otherwise, 2 wrong usage, 3 credentials, 4 not found, 5 not permitted, 6 conflict,
7 rate limit, 8 network or server, 9 the outcome is unknown, 10 the operation failed, 11 the wait was too short,
130 Ctrl-C.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from .wording import as_typed

if TYPE_CHECKING:
    from collections.abc import Callable

STATUSES: Final[tuple[tuple[int, tuple[str, ...]], ...]] = (
    (9, ("OutcomeUnknownError", "ResponseDecodeError")),
    (2, ("InvalidArgumentError", "BadRequestError")),
    (3, ("ConfigurationError", "AuthenticationError", "UnauthorizedError")),
    (4, ("NotFoundError",)),
    (5, ("ForbiddenError", "PaymentRequiredError")),
    (6, ("ConflictError", "InstanceMismatchError")),
    (7, ("RateLimitError",)),
    (8, ("ConnectionFailedError", "ServerError")),
    (10, ("WaitFailedError",)),
    (11, ("WaitTimeoutError",)),
)
"""The exceptions of each status; the first match counts."""
INTERRUPTED: Final = 130


def status_of(error: BaseException) -> int:
    """The exit status for an error of the SDK."""
    from .. import errors

    if getattr(error, "outcome_unknown", False):
        return 9
    for status, names in STATUSES:
        if isinstance(error, tuple(getattr(errors, name) for name in names)):
            return status
    return 1


def line_of(error: BaseException) -> str:
    """What went wrong and what to do, on one line, with commands in place of methods."""
    return " ".join(as_typed(" ".join([str(error), *getattr(error, "__notes__", ())])).split())


def complain(error: BaseException) -> int:
    """Write the line of an error; returns its exit status."""
    click.echo(f"Error: {line_of(error)}", err=True)
    return status_of(error)


def warn(text: str) -> None:
    """Write a warning."""
    click.echo(f"Warning: {text}", err=True)


class Ended(Exception):
    """The command has ended, and its message has been written."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def guarded(command: Callable[[], Any]) -> int:
    """Run a command, write its error if it fails, and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names may contain characters that the terminal cannot show
            stream.reconfigure(errors="backslashreplace")
    try:
        found = command()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nStopped.", err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # sorted out there
        return _failed(error)
    return found if isinstance(found, int) else 0


def _failed(error: Exception) -> int:
    if isinstance(error, Ended):
        return error.status
    if isinstance(error, click.ClickException):
        _show(error)
        return error.exit_code
    from ..errors import AuraError

    if isinstance(error, AuraError):
        return complain(error)
    raise error


def _show(error: click.ClickException) -> None:
    """Write a usage error on one line, like other errors; without a command, write the help."""
    ctx = getattr(error, "ctx", None)
    helping = getattr(click.exceptions, "NoArgsIsHelpError", ())  # early versions of click lack it
    if ctx is None or isinstance(error, helping):
        error.show()
        return
    text = " ".join(error.format_message().split())
    click.echo(f"Error: {text}{'' if text.endswith(('.', '?')) else '.'} See `{ctx.command_path} --help`.", err=True)
