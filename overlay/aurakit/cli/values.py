"""The types of option values: values from a list, JSON, secrets; and reading them from a file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from click.shell_completion import CompletionItem

    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType  # generic only in recent versions of click

STANDARD_INPUT: Final = "-"


class KnownValues(ParamType):
    """One of a list of values, ignoring case."""

    name = "choice"

    def __init__(self, values: Sequence[str]) -> None:
        self.values = tuple(values)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"[{'|'.join(self.values)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = next((known for known in self.values if known.casefold() == str(value).casefold()), None)
        if found is not None:
            return found
        instead = "`aurakit api`"
        if ctx is not None and any(one.name == "json_body" for one in ctx.command.params):
            instead = "`--json-body`"
        raise click.BadParameter(
            f"{value!r} is not one of {', '.join(self.values)}. For a value newer than this aurakit use "
            f"{instead}.",
            ctx, param,
        )  # fmt: skip

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(known) for known in self.values if known.startswith(incomplete)]


class Secret(ParamType):
    """Text that should not be on a command line: `@FILE`, `-` for standard input, or the text itself."""

    name = "@file|-"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if text == STANDARD_INPUT or text.startswith("@"):
            return read(text.removeprefix("@")).rstrip("\r\n")
        return text


class Json(ParamType):
    """JSON, `@FILE`, or `-` for standard input. loose: whether anything that is not JSON is text."""

    name = "json"

    def __init__(self, *, loose: bool = False) -> None:
        self._loose = loose

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        named = value == STANDARD_INPUT or value.startswith("@")
        text = read(value.removeprefix("@")) if named else value
        import json

        try:
            return json.loads(text)
        except ValueError as error:
            if self._loose and not named:
                return text
            self.fail(f"this is not JSON: {error}", param, ctx)


TYPES: Final[Mapping[str, ParamType]] = {
    "text": click.STRING,
    "integer": click.INT,
    "number": click.FLOAT,
    "date": click.STRING,
    "time": click.STRING,
    "list": click.STRING,
    "json": Json(),
    "value": Json(loose=True),
    "secret": Secret(),
}
"""The parameter types by the kind in the table."""


def read(path: str) -> str:
    """The text of a file, or of standard input for `-`."""
    if path == STANDARD_INPUT:
        return sys.stdin.read()
    try:
        return Path(path).expanduser().read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise click.FileError(path, reason) from None
