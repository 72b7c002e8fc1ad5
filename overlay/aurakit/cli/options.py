"""The options that commands share, the values they accept, and how help shows them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from .values import ParamType

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS: Final = ("json", "jsonl", "yaml", "table", "csv", "text")
WAIT_TIMEOUT: Final = 900.0
CALL_TIMEOUT: Final = 60.0


class Seconds(ParamType):
    """A number of seconds above 0."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            seconds = float(value)
        except ValueError:
            seconds = math.nan
        if not 0.0 < seconds < math.inf:
            self.fail(f"{value!r} is not a number of seconds above 0", param, ctx)
        return seconds


class CommonOption(click.Option):
    """An option of many commands, which help lists after the command's own."""


def common(*, root: bool = False) -> list[click.Parameter]:
    """The options of every command. root: those of `aurakit` itself, which also read the environment."""

    def named(name: str) -> str | None:
        return f"AURAKIT_{name}" if root else None

    return [
        CommonOption(
            ["--output", "-o"],
            type=click.Choice(FORMATS),
            envvar=named("OUTPUT"),
            help="The format of the result. Default: a table on a terminal, otherwise JSON lines.",
        ),
        CommonOption(["--query"], metavar="JMESPATH", help="A JMESPath expression that selects from the result."),
        CommonOption(
            ["--profile"], envvar=named("PROFILE"), help="The profile with the credentials: see `aurakit credentials`."
        ),
        CommonOption(
            ["--timeout"], type=Seconds(), help=f"For each call, including retries (default: {CALL_TIMEOUT:g} s)."
        ),
        CommonOption(["--verbose", "-v"], is_flag=True, default=None, help="Show every attempt on standard error."),
    ]


ROOT_OPTIONS: Final[Sequence[click.Parameter]] = common(root=True)

YES: Final = click.Option(["--yes", "-y"], is_flag=True, help="Do not ask for confirmation before data is lost.")
WAIT: Final = click.Option(["--wait"], is_flag=True, help="Wait until the operation has ended.")
WAIT_LIMIT: Final = click.Option(
    ["--wait-timeout"],
    type=Seconds(),
    default=WAIT_TIMEOUT,
    help=f"The longest time to wait (default: {WAIT_TIMEOUT:g} s).",
)
SHOW_SECRETS: Final = click.Option(["--show-secrets"], is_flag=True, help="Print passwords and tokens.")
CREDENTIALS_FILE: Final = click.Option(
    ["--credentials-file"],
    type=click.Path(dir_okay=False),
    help="A new file, readable only by you, for the secrets in the response, which no later response has. "
    "Without this option and `--show-secrets`, it is created in the current folder.",
)
JSON_BODY: Final = click.Option(
    ["--json-body"],
    metavar="FILE",
    type=click.Path(readable=False),
    help="The request body as JSON, or `-` for standard input; options override it.",
)


class Settings(NamedTuple):
    """The values of the common options."""

    output: str | None
    query: str | None
    profile: str | None
    timeout: float
    verbose: bool


def settings_of(ctx: click.Context) -> Settings:
    """The common options of the command, otherwise those given before it or in the environment."""

    def chosen(name: str) -> Any:
        at: click.Context | None = ctx
        while at is not None:
            if at.params.get(name) is not None:
                return at.params[name]
            at = at.parent
        return None

    return Settings(
        chosen("output"), chosen("query"), chosen("profile"), chosen("timeout") or CALL_TIMEOUT, bool(chosen("verbose"))
    )


class IdArgument(click.Argument):
    """An id, with a text for help."""

    def __init__(self, names: Sequence[str], *, text: str, **more: Any) -> None:
        super().__init__(names, **more)
        self.text = text


class CommonCommand(click.Command):
    """A command whose help lists its own options before the common ones."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The options of a command as its help shows them: its own, then the common ones."""
    own: list[tuple[str, str]] = []
    shared: list[tuple[str, str]] = []
    ids = [(str(one.metavar), one.text) for one in command.params if isinstance(one, IdArgument)]
    for parameter in command.get_params(ctx):
        if isinstance(parameter, click.Argument):
            continue
        record = parameter.get_help_record(ctx)
        if record is not None:
            is_common = isinstance(parameter, CommonOption) or parameter.name == "help"
            (shared if is_common else own).append(record)
    for heading, records in (("Arguments", ids), ("Options", own), ("Common options", shared)):
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)
