# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.
"""How notebooks show models: a single one as a card, a list as a table. All text is escaped, and no secret is shown."""

from __future__ import annotations

import datetime
from enum import Enum
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from .model import APART, Model, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 200
LONGEST_TEXT = 300
HIDDEN = "***"


def card(model: Any) -> str:
    """A model as a table of its fields, without absent ones."""
    rows = "".join(
        f"<tr><th style='text-align:left'>{escape(name)}</th><td style='text-align:left'>{_cell(model, name)}</td></tr>"
        for name in _present([model])
    )
    return f"<table><caption>{escape(type(model).__name__)}</caption><tbody>{rows}</tbody></table>"


def table(models: Sequence[Any]) -> str:
    """Models as the rows of a table, with a column for each field that any of them has. None is an empty row."""
    shown = models[:MOST_ROWS]
    if not shown:
        return "<p>an empty list</p>"
    present = [one for one in shown if one is not None]
    if not present or not all(isinstance(one, Model) for one in present):
        return f"<pre>{escape(_cut(repr(shown)))}</pre>"
    names = _present(present)
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    rows = "".join("<tr>" + "".join(f"<td>{_cell(one, name)}</td>" for name in names) + "</tr>" for one in shown)
    more = len(models) - len(shown)
    rest = f"<p>… and {more} more</p>" if more else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}"


def _present(models: Sequence[Any]) -> list[str]:
    """The fields that any of the models has, in the models' order."""
    names: dict[str, None] = {}
    for cls in dict.fromkeys(map(type, models)):
        names.update(dict.fromkeys(_fields(cls)))
    return [name for name in names if any(_value(one, name) is not None for one in models)]


@cache
def _fields(cls: type) -> dict[str, Any]:
    """The fields from the API, by the names that users know."""
    return {name_of(one): one for one in attrs.fields(cls) if one.name not in APART}


def _value(model: object, name: str) -> Any:
    """The value of a field as the model holds it: a secret stays one."""
    cls: type = type(model)
    field = _fields(cls).get(name)
    return None if field is None else getattr(model, field.name)


def _cell(model: object, name: str) -> str:
    value = None if model is None else _value(model, name)
    if value is None:
        return ""
    cls: type = type(model)
    return escape(_text(value) if _fields(cls)[name].repr else HIDDEN)


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat(*(" ",) if isinstance(value, datetime.datetime) else ())
    return _cut(value if isinstance(value, str) else repr(value))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
