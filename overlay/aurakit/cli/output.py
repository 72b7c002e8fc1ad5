"""Writing a result: a table on a terminal, JSON lines elsewhere, or the format given with `--output`."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from .._errors.redaction import printable
from .._errors.secret import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from .options import Settings

_WIDE: Final = 10_000  # tables are cut only for a terminal


def plain(value: Any) -> Any:
    """A result as plain JSON values."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if hasattr(value, "created") and hasattr(value, "instance"):  # what `ensure` returns
        return {**value.instance.to_dict(), "created": value.created}
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return [plain(item) for item in value]


def hidden(value: Any, secrets: Collection[str]) -> Any:
    """`value` with the fields of these names masked, at any depth."""
    if isinstance(value, dict):
        return {
            key: MASK if key in secrets and inner is not None else hidden(inner, secrets)
            for key, inner in value.items()
        }
    return [hidden(item, secrets) for item in value] if isinstance(value, list) else value


def emit(value: Any, settings: Settings) -> None:
    """Write a result that is plain JSON to standard output."""
    if settings.query is not None:
        value = _queried(value, settings.query)
    chosen = settings.output or ("table" if sys.stdout.isatty() else "jsonl")
    if value is None and settings.query is None:
        return
    try:
        WRITERS[chosen](value)
        sys.stdout.flush()
    except BrokenPipeError:
        from .failures import Ended

        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader, such as `head`, has closed the pipe
        raise Ended(0) from None


def _queried(value: Any, expression: str) -> Any:
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        return jmespath.search(expression, value)
    except JMESPathError as error:
        raise click.UsageError(f"--query: {' '.join(str(error).split())}") from None


# ------------------------------------------------------------------------------------------------ the formats


def _json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _json_lines(value: Any) -> None:
    for item in value if isinstance(value, list) else [value]:
        click.echo(json.dumps(item, ensure_ascii=False))


def _yaml(value: Any) -> None:
    from io import StringIO

    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    out = StringIO()
    yaml.dump(value, out)
    click.echo(out.getvalue().removesuffix("...\n"), nl=False)


def _text(value: Any) -> None:
    """For shell variables: plain values; those of an object or of a nested list are separated by tabs."""
    for item in value if isinstance(value, list) else [value]:
        cells = item.values() if isinstance(item, dict) else item if isinstance(item, list) else [item]
        click.echo("\t".join(_cell(cell) for cell in cells))


def _csv(value: Any) -> None:
    import csv

    rows = _rows(value)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    columns = _columns(rows)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)


def _table(value: Any) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    styled = terminal and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size().columns if terminal else _WIDE
    console = Console(file=sys.stdout, highlight=False, width=width, force_terminal=styled)
    if not isinstance(value, (list, dict)):
        console.print(Text(printable(_cell(value))))
        return
    if not value:
        click.echo("None found.", err=True)
        return
    rows = _rows(value)
    table = Table(box=SIMPLE_HEAD if isinstance(value, list) else None, show_edge=False, pad_edge=False)
    if isinstance(value, dict):
        table.show_header = False
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for key, inner in value.items():
            table.add_row(Text(printable(key)), Text(printable(_brief(key, inner))))
    else:
        columns = _columns(rows)
        for column in columns:
            table.add_column(Text(printable(column)), overflow="fold")
        for row in rows:
            table.add_row(*(Text(printable(_brief(column, row.get(column)))) for column in columns))
    with console.capture() as captured:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()), color=styled)


def _brief(name: str, value: Any) -> str:
    """A value as the text of a table cell."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return f"{len(value)} items: --query {name}"
    return _cell(value)


WRITERS: Final[Mapping[str, Callable[[Any], None]]] = {
    "json": _json,
    "jsonl": _json_lines,
    "yaml": _yaml,
    "text": _text,
    "csv": _csv,
    "table": _table,
}


def _rows(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, dict) else {"value": item} for item in items]


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The fields of all rows, in the order in which they appear."""
    return list(dict.fromkeys(column for row in rows for column in row))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
