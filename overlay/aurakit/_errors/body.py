"""The errors in the body of a response, whatever its form. Pure; it raises nothing.

The API writes `{"errors": [{"message", "reason", "field"?}]}`, sometimes with `message` and `reason` beside the list,
with the errors keyed by field, or with capitals; its gateway writes `{"error": "…"}`, the token endpoint `{"error",
"error_description"}`; proxies send HTML, plain text or nothing. None of these forms is relied on.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..errors import ErrorDetail
from .redaction import NO_SECRETS, Secrets, safe_text

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRIES: Final = 20
MAX_MESSAGE: Final = 1_000  # characters
MAX_REASON: Final = 100
_MAX_JSON: Final = 1_000_000  # bytes; a larger error response is not worth parsing
_MAX_TEXT: Final = 20_000  # characters of any other body that are read
_MAX_DEPTH: Final = 4
_MAX_NAMES: Final = 100
_NESTED: Final = ("errors", "error", "detail", "details")
_TEXTS: Final = ("message", "error_description", "msg", "error", "errors", "detail", "faultstring", "title")
_NAMES: Final = frozenset((*_NESTED, *_TEXTS, "reason", "field", "loc", "code"))

_TITLE: Final = re.compile(r"<title[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_HEADING: Final = re.compile(r"<h[1-3][^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_NO_TEXT: Final = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style).*?(?:</\1[^>]{0,100}>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[^>]{0,1000}>?")

_NOT_JSON: Final = object()


def details_in(content: bytes, hidden: Secrets = NO_SECRETS) -> tuple[ErrorDetail, ...]:
    """The entries of an error response's body, at most 20, each safe to show; none for an empty body.

    hidden: values that must not be shown, see `safe_text`.
    """
    if not content.strip():
        return ()
    value = _json(content)
    if value is _NOT_JSON:
        text = _text(content, hidden).lstrip("\ufeff \t\r\n")
        found = iter((ErrorDetail(_text_of_page(text) if text.startswith("<") else text),))
    else:
        found = _entries(value)
    return _all_shown(found, hidden)


def is_page(content: bytes) -> bool:
    """Whether a body is HTML or XML, and so most likely not from the API."""
    return content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def page_title(content: bytes, hidden: Secrets = NO_SECRETS) -> str:
    """The title of an HTML page, or its text if it has none."""
    return safe_text(_text_of_page(_text(content, hidden)), 100, hidden)


def error_details(value: Any, hidden: Secrets = NO_SECRETS) -> tuple[ErrorDetail, ...]:
    """The same for a parsed JSON value, such as the `errors` beside a response's data."""
    return _all_shown(_entries(value), hidden)


def _text(content: bytes, hidden: Secrets) -> str:
    """The beginning of a body that is not JSON, without secrets, not even part of one where the text is cut."""
    text = content[:_MAX_JSON].decode("utf-8", "replace")
    return hidden.hide(text).lstrip("\ufeff \t\r\n")[:_MAX_TEXT]


def _json(content: bytes) -> Any:
    if len(content) > _MAX_JSON:
        return _NOT_JSON
    try:
        return json.loads(content.decode(json.detect_encoding(content), "replace").lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return _NOT_JSON


def _entries(value: Any, depth: int = 0) -> Iterator[ErrorDetail]:
    """The errors in a JSON value, found by known names, as they are written there."""
    if isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value[:MAX_ENTRIES]:
            yield from _entries(item, depth + 1)
        return
    if not isinstance(value, dict):
        if value is not None:
            yield ErrorDetail(_as_text(value))
        return
    given = {**{name.lower(): item for name, item in islice(value.items(), _MAX_NAMES)}, **value}
    for name in _NESTED:
        nested = given.get(name)
        if isinstance(nested, (dict, list)) and nested and depth < _MAX_DEPTH:
            yield from (
                _by_field(nested, depth) if name == "errors" and _is_by_field(nested) else _entries(nested, depth + 1)
            )
            if given.get("message") or given.get("reason"):
                yield ErrorDetail(_as_text(given.get("message")), _as_text(given.get("reason")) or None)
            return
    inner = next(iter(value.values())) if len(value) == 1 and given.keys().isdisjoint(_NAMES) else None
    if isinstance(inner, dict) and depth < _MAX_DEPTH:  # nested in another object, such as `fault`
        yield from _entries(inner, depth + 1)
    else:
        yield from _entry(value, given)


def _is_by_field(value: Any) -> bool:
    """Whether errors are keyed by the field that each refers to."""
    return (
        isinstance(value, dict)
        and not any(name.lower() in _NAMES for name in islice(value, _MAX_NAMES))
        and all(isinstance(item, (str, dict, list)) for item in islice(value.values(), _MAX_NAMES))
    )


def _by_field(value: Any, depth: int) -> Iterator[ErrorDetail]:
    for field, item in islice(value.items(), MAX_ENTRIES):
        for entry in _entries(item, depth + 1):
            yield entry if entry.field else entry._replace(field=field)


def _entry(value: dict[str, Any], given: dict[str, Any]) -> Iterator[ErrorDetail]:
    """The error that an object stands for. given: the object with names in lower case."""
    described = given.get("error_description")
    message = next((given[name] for name in _TEXTS if given.get(name)), None)
    code = given.get("code")
    reason = given.get("reason") or (given.get("error") if described else code if isinstance(code, str) else None)
    if message is None and not reason:
        if any(name in given for name in ("message", "error", "errors")):
            return  # a known form without content
        message = value or None
    yield ErrorDetail(_as_text(message), _as_text(reason) or None, _as_text(given.get("field")) or _place(given))


def _place(given: dict[str, Any]) -> str | None:
    """The field in a list such as `["body", "memory"]`, the path to a value in the request."""
    place = given.get("loc")
    names = [name for name in place if isinstance(name, str)] if isinstance(place, list) else []
    return names[-1] if names else None


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):  # nested too deeply, or a number with thousands of digits
        return ""


def _all_shown(entries: Iterator[ErrorDetail], hidden: Secrets) -> tuple[ErrorDetail, ...]:
    details: list[ErrorDetail] = []
    for entry in entries:
        detail = _shown(entry, hidden)
        if detail.message or detail.reason:
            details.append(detail)
        if len(details) == MAX_ENTRIES:
            break
    return tuple(details)


def _shown(entry: ErrorDetail, hidden: Secrets) -> ErrorDetail:
    return ErrorDetail(
        safe_text(entry.message, MAX_MESSAGE, hidden),
        safe_text(entry.reason, MAX_REASON, hidden) or None if entry.reason else None,
        safe_text(entry.field, MAX_REASON, hidden) or None if entry.field else None,
    )


def _text_of_page(page: str) -> str:
    from html import unescape  # only proxies send pages

    for part in (_TITLE, _HEADING):
        found = part.search(page)
        if found and found[1].strip():
            return unescape(found[1])
    return unescape(_TAG.sub(" ", _NO_TEXT.sub(" ", page)))
