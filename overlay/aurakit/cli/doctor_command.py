"""The command `aurakit doctor`: the same as `python -m aurakit`, which needs no extra."""

from __future__ import annotations

import click


def _run(arguments: tuple[str, ...]) -> None:
    from .failures import Ended
    from .main import main

    status = main(arguments, "aurakit doctor")
    if status:
        raise Ended(status)


command = click.Command(
    name="doctor",
    params=[click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)],
    callback=_run,
    help="Check a setup: credentials, address, network, token, a few calls.",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True},
)
