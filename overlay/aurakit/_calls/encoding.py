"""The arguments of a call as path, query and body, checked before there is a request. Pure.

A value of the wrong type is a TypeError, as for any Python function; a value that cannot be sent is an
InvalidArgumentError. Values are not quoted in messages, except ids. What the API accepts is not checked.
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any, Final
from urllib.parse import quote

from ..errors import InvalidArgumentError

MAX_PATH_VALUE: Final = 1_000  # characters; the API's ids have 8 to 36
MAX_QUERY: Final = 16_000  # characters, of all values together and encoded; few servers take as many
MAX_DEPTH: Final = 100

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_~-]{1,100}", re.ASCII)
# A proxy may decode %2F before it interprets the path, and some read a backslash as a slash: both would change the
# path.
_SEPARATOR: Final = re.compile(r"[/\\]")

_HALF_A_PAIR: Final = "it has half a surrogate pair in it, which no encoding has"

_encoder: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


def check_path_value(name: str, value: object) -> str:
    """`value` as one segment of a URL's path, percent-encoded.

    Raises InvalidArgumentError for what a server could take for another path (empty, `.`, `..`, slashes), control
    characters, half surrogate pairs and more than 1,000 characters; TypeError for anything but text.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text, not {type(value).__name__}")
    if _PLAIN.fullmatch(value):
        return str.__str__(value)  # an enum member is sent as its value
    problem = _problem_of_segment(value)
    if problem:
        shown = "" if len(value) > 100 else f" ({str.__str__(value)!a})"
        raise _refusal(name, f"{problem}{shown}")
    return quote(value, safe="")


def _problem_of_segment(value: str) -> str | None:
    if not value.strip():
        return "it is empty"
    if len(value) > MAX_PATH_VALUE:
        return f"it has {len(value)} characters, more than {MAX_PATH_VALUE}"
    if _SURROGATE.search(value):
        return _HALF_A_PAIR
    if _CONTROL.search(value):
        return "it has a control character in it"
    if value in (".", ".."):
        return "it would name another path"
    if _SEPARATOR.search(value):
        return "it has a slash or backslash in it, so it would name another path"
    return None


def check_query(name: str, value: Any) -> str | list[str]:
    """A value of the query as text, not yet percent-encoded; a list becomes one text for each item.

    Raises InvalidArgumentError for half surrogate pairs and numbers that are not finite; TypeError for other types
    than text, numbers, true and false.
    """
    if isinstance(value, (list, tuple)):
        return [_query_text(name, item) for item in value]
    return _query_text(name, value)


def check_length(query: str) -> str:
    """The whole query, percent-encoded. Raises InvalidArgumentError for more than 16,000 characters."""
    if len(query) > MAX_QUERY:
        raise _refusal("the query", f"it has {len(query)} characters, more than {MAX_QUERY}")
    return query


def _query_text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        _check_text(name, value)
        return str.__str__(value)
    if isinstance(value, int):
        return _integer(name, value)
    if isinstance(value, float):
        _check_float(name, value)
        return float.__repr__(value)
    raise TypeError(f"{name} must be text, a number, True or False, not {type(value).__name__}")


def check_body(body: Any, name: str = "body") -> None:
    """Check that `body` can be represented exactly in JSON.

    Raises InvalidArgumentError for half surrogate pairs, numbers that are not finite, and nesting deeper than 100
    (which includes a value that contains itself); TypeError for types that JSON does not have, such as bytes, sets and
    decimals.
    """
    _check(body, name, 0)


def _check(value: Any, name: str, depth: int) -> None:
    if isinstance(value, str):
        _check_text(name, value)
    elif isinstance(value, dict):
        _check_object(value, name, depth)
    elif isinstance(value, (list, tuple)):
        _check_depth(name, depth)
        for item in value:
            _check(item, name, depth + 1)
    elif isinstance(value, int):
        _integer(name, value)
    elif isinstance(value, float):
        _check_float(name, value)
    elif value is not None:
        raise TypeError(f"{name} must be text, a number, True, False, a list or a dict, not {type(value).__name__}")


def _check_object(value: dict[Any, Any], name: str, depth: int) -> None:
    _check_depth(name, depth)
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"{name} must have text for its keys, not {type(key).__name__}")
        _check_text(f"a key of {name}", key)
        _check(item, key, depth + 1)


def _check_depth(name: str, depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise _refusal(name, f"it is nested more than {MAX_DEPTH} deep, or contains itself")


def encode_json(body: Any) -> bytes:
    """`body` as JSON in UTF-8, without spaces. Raises as `check_body` does."""
    check_body(body)
    return _encoder.encode(body).encode()


def _check_text(name: str, value: str) -> None:
    if not value.isascii() and _SURROGATE.search(value):
        raise _refusal(name, _HALF_A_PAIR)


def _check_float(name: str, value: float) -> None:
    if not isfinite(value):
        raise _refusal(name, "it is not finite, and JSON has no NaN and no infinity")


def _integer(name: str, value: int) -> str:
    try:
        return int.__repr__(value)
    except ValueError:  # Python converts at most a few thousand digits
        pass
    raise _refusal(name, "it has too many digits")


def _refusal(name: str, problem: str) -> InvalidArgumentError:
    return InvalidArgumentError(f"{ascii(name)[1:-1][:100]} cannot be sent: {problem}. No request was made.")
