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

from .._calls.imports import importing
from ..errors import ErrorDetail
from .redaction import NO_SECRETS, Secrets, safe_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_ENTRIES: Final = 20
MAX_MESSAGE: Final = 1_000  # characters
MAX_REASON: Final = 100
_MAX_JSON: Final = 1_000_000  # bytes; a larger error response is not worth parsing
_MAX_TEXT: Final = 20_000  # characters of any other body that are read
_MAX_DEPTH: Final = 16
_MAX_NAMES: Final = 100
# Names are folded: in lower case, without `_` and `-`.
_NESTED: Final = ("errors", "error", "detail", "details")
_BY_FIELD: Final = frozenset(("errors", "detail", "details"))
_TEXTS: Final = (
    "message", "errordescription", "msg", "error", "errors", "detail", "faultstring", "errormessage", "description",
    "title",
)  # fmt: skip
_NOT_NESTED: Final = tuple(name for name in _TEXTS if name not in _NESTED)
_NAMES: Final = frozenset((*_NESTED, *_TEXTS, "reason", "field", "loc", "code", "errorcode"))
_NEVER_FIELDS: Final = frozenset((*_NESTED, "field", "loc"))
_KNOWN_FORM: Final = frozenset(("message", "error", "errors"))

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
        text = _text(content, hidden)
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
    """The errors in a JSON value, found by known names, as written there; the value itself if there are none."""
    if isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value[:MAX_ENTRIES]:
            yield from _entries(item, depth + 1)
    elif isinstance(value, dict):
        found = list(_named(value, depth))
        yield from found
        if not found and _KNOWN_FORM.isdisjoint(map(_folded, islice(value, _MAX_NAMES))):
            yield ErrorDetail(_as_text(value or None))
    elif value is not None:
        yield ErrorDetail(_as_text(value))


def _named(value: Any, depth: int) -> Iterator[ErrorDetail]:
    """The errors under known names in an object, or in the objects of a list."""
    if isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value[:MAX_ENTRIES]:
            yield from _named(item, depth + 1)
    if not isinstance(value, dict):
        return
    given = {**{_folded(name): item for name, item in islice(value.items(), _MAX_NAMES)}, **value}
    deepest = depth >= _MAX_DEPTH
    nested = [] if deepest else list(islice(_nested(value, given, depth + 1), MAX_ENTRIES))
    yield from nested
    own = _own_entry(given, containers=_TEXTS if deepest else () if nested else _NOT_NESTED)
    repeated = own.message in {"", *(entry.message for entry in nested)} and (
        not own.reason or own.reason in {entry.reason for entry in nested}
    )
    if not (nested and repeated) and (own.message or own.reason):
        yield own


def _nested(value: dict[str, Any], given: dict[str, Any], depth: int) -> Iterator[ErrorDetail]:
    """The errors in the first value of an object that holds errors."""
    for name in _NESTED:
        inner = given.get(name)
        if not inner or not isinstance(inner, (dict, list)):
            continue
        if isinstance(inner, dict) and name in _BY_FIELD:
            yield from _field_entries(inner, depth)
        else:
            yield from _entries(inner, depth)
        return
    message = given.get("message")
    if isinstance(message, list) and all(isinstance(item, str) for item in message[:MAX_ENTRIES]):
        yield from _entries(message, depth)
    elif isinstance(message, (dict, list)):
        yield from _named(message, depth)
    elif _NAMES.isdisjoint(given):  # nested in another object, such as `fault` or `response`
        for item in islice(value.values(), _MAX_NAMES):
            found = list(islice(_named(item, depth), MAX_ENTRIES))
            if found:
                yield from found
                return


def _field_entries(value: dict[str, Any], depth: int) -> Iterator[ErrorDetail]:
    """The errors in an object that may be keyed by the field that each refers to."""
    entry = any(_folded(name) in _NAMES and isinstance(item, str) for name, item in islice(value.items(), _MAX_NAMES))
    rest: dict[str, Any] = {}
    for field, item in islice(value.items(), _MAX_NAMES):
        if _folded(field) in _NEVER_FIELDS or not isinstance(item, (str, dict, list)) or (entry and type(item) is str):
            rest[field] = item
        else:
            for found in _entries(item, depth + 1) if depth < _MAX_DEPTH else ():
                yield found if found.field else found._replace(field=field)
    if rest:
        yield from _entries(rest, depth)


def _own_entry(given: dict[str, Any], *, containers: Collection[str]) -> ErrorDetail:
    """The error that an object itself represents. given: the object by folded names. containers: the names whose value
    is its message even if that is an object or a list."""
    described = given.get("errordescription")
    texts = [given[name] for name in _TEXTS if given.get(name) and not isinstance(given[name], (dict, list))]
    message = next(iter(texts), None) or next((given[name] for name in containers if given.get(name)), None)
    codes = [code for name in ("code", "errorcode") if isinstance(code := given.get(name), str)]
    reason = given.get("reason") or (given.get("error") if described else next(iter(codes), None))
    return ErrorDetail(_as_text(message), _as_text(reason) or None, _as_text(given.get("field")) or _place(given))


def _folded(name: str) -> str:
    """The form of a name that all its spellings share: `errorMessage`, `error_message` and `Error-Message` are one."""
    return name.lower().replace("_", "").replace("-", "")


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
    with importing:
        from html import unescape  # only proxies send pages

    for part in (_TITLE, _HEADING):
        found = part.search(page)
        if found and found[1].strip():
            return unescape(found[1])
    return unescape(_TAG.sub(" ", _NO_TEXT.sub(" ", page)))
