# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.
"""Reads the values of responses, and writes those of requests."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .errors import DecodeError
from .importing import importing
from .model import ModelList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

T = TypeVar("T")

new: Final = object.__new__
"""Makes a model without its `__init__`: passing all fields takes as long as reading them."""
_shared: Final[dict[str, str]] = {}
shared: Final = _shared.get
"""The kept text that equals a text, so that all items of a list share one for their project's id; see `share`."""
iso_time: Final = datetime.datetime.fromisoformat
"""The time that a text stands for, if it is known to have a zone and at most microseconds."""


class OpenEnum(str, Enum):
    """A text with known values. An unknown value becomes a new member, equal to its text."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @classmethod
    def known(cls) -> Any:
        return cls._value2member_map_.get

    @classmethod
    def decode(cls, value: object, model: str, field: str) -> Self:
        """The member for a value of a response."""
        if type(value) is not str:
            raise DecodeError(model, field, problem_of(value, "text"))
        return cls._value2member_map_.get(value) or cls(value)  # type: ignore[return-value]

    def __repr__(self) -> str:  # the name of an unknown member is the server's text
        return f"<{type(self).__name__}.{ascii(self._name_)[1:-1]}: {self._value_!r}>"

    def __str__(self) -> str:
        return str.__str__(self)

    def __hash__(self) -> int:  # equal to its text, so found by it in a dict
        return str.__hash__(self)

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (self._value_,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic, and therefore FastAPI, reads and writes it: unknown values are accepted."""
        from .schemas import enum_schema

        return enum_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        from .schemas import enum_description

        return enum_description(cls, handler(schema))


class Timestamp(datetime.datetime):
    """A `datetime` whose text in the response differs from the one it is written as; `text` is the response's."""

    text: str

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return timestamp, (self.text, "", "")


# ------------------------------------------------------------------------------------------------ reading


def problem_of(value: object, wanted: str) -> str:
    """What is wrong with a value that should be `wanted`, without the value itself."""
    if value is None:
        return "is missing or null"
    kind = {dict: "an object", list: "a list", str: "text", bool: "true or false"}.get(type(value), "a number")
    return f"should be {wanted}, but is {kind}"


def obj(value: object, model: str, field: str | None = None) -> dict[str, Any]:
    """`value`, which must be a JSON object."""
    if type(value) is dict:
        return value
    raise DecodeError(model, field, problem_of(value, "an object"))


def array(value: object, model: str, field: str | None = None) -> list[Any]:
    """`value`, which must be a JSON list."""
    if type(value) is list:
        return value
    raise DecodeError(model, field, problem_of(value, "a list"))


def in_place(items: list[Any], read: Callable[[Any], T]) -> list[T]:
    """`items`, each replaced by what `read` makes of it.

    Each item is freed before the next one is read, so that a long list does not trigger the garbage collector, which
    counts the objects that have been made and not yet freed.
    """
    for index, item in enumerate(items):
        items[index] = read(item)
    return ModelList(items)


def absent(error: KeyError, model: str) -> DecodeError:
    """The error for a required field that an object does not have."""
    return DecodeError(model, error.args[0], problem_of(None, ""))


def share(text: str) -> str:
    """Keep `text` for `shared`. (`sys.intern` does not keep a text that only one object at a time uses.)"""
    if len(_shared) >= 1024:
        _shared.clear()
    return _shared.setdefault(text, text)


def scalar(value: Any, model: str, field: str) -> Any:
    """`value`, which must be present and no object or list. Text for a number, or the reverse, is accepted."""
    if value is None or type(value) is dict or type(value) is list:
        raise DecodeError(model, field, problem_of(value, "a plain value"))
    return value


_YEAR = re.compile("[0-9]{4}")


def timestamp(value: object, model: str, field: str) -> datetime.datetime:
    """The time that ISO 8601 text stands for; in UTC if the text has no zone."""
    if type(value) is not str:
        raise DecodeError(model, field, problem_of(value, "a timestamp"))
    try:
        parsed = iso_time(value)
        if value[19:] == "Z":  # the form the API uses
            return parsed
    except ValueError:
        parsed = _unusual_timestamp(value, model, field)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=datetime.UTC)
    if len(value) <= 27 and "," not in value:
        return parsed
    return _finer(parsed, value)


def time_in(value: object) -> datetime.datetime | None:
    """The same for an optional field: a time that cannot be read counts as absent; see `keep_text`."""
    if type(value) is str:
        if not value:
            return None
    elif type(value) is int or type(value) is float:
        value = f"{value:.0f}"
    else:
        return None
    try:
        return timestamp(value, "", "")
    except DecodeError:
        return None


def keep_text(model: Any, source: dict[str, Any], name: str) -> None:
    """Keep the text of an optional time that could not be read, among the unknown fields."""
    value = source.get(name)
    if value is not None and value != "":
        model.additional_properties = {**model.additional_properties, name: value}


def _finer(parsed: datetime.datetime, text: str) -> datetime.datetime:
    """`parsed`, with the text if that has more precision than microseconds."""
    digits = text.replace(",", ".").partition(".")[2]
    if len(digits) - len(digits.lstrip("0123456789")) <= 6:
        return parsed
    return _with_text(parsed, text)


def _with_text(parsed: datetime.datetime, text: str) -> Timestamp:
    exact = Timestamp.combine(parsed.date(), parsed.timetz())
    exact.text = text
    return exact


def _unusual_timestamp(text: str, model: str, field: str) -> datetime.datetime:
    if text.isascii() and text.isdigit() and 9 <= len(text) <= 13:  # seconds or milliseconds since 1970
        seconds = int(text) / (1 if len(text) <= 10 else 1000)
        return _with_text(datetime.datetime.fromtimestamp(seconds, datetime.UTC), text)
    with importing:
        from dateutil import parser

    try:
        if not _YEAR.search(text) or text.isdigit():
            raise ValueError("the parser would fill in what is missing from today's date")
        parsed = parser.parse(text, tzinfos=_zone)
        parsed.utcoffset()  # a ValueError if it is a day or more
    except (ValueError, OverflowError):
        pass
    else:
        return parsed
    raise DecodeError(model, field, "should be a timestamp, but is other text")


def _zone(_name: str | None, offset: int | None) -> datetime.tzinfo:
    """The zone of a text, from its offset, or else UTC. The parser itself warns about unknown zone names."""
    return datetime.timezone(datetime.timedelta(seconds=offset)) if offset else datetime.UTC


def calendar_date(value: object, model: str, field: str) -> datetime.date:
    """The day that ISO 8601 text stands for."""
    return timestamp(value, model, field).date()


def by_kind(
    value: object,
    field: str,
    readers: Mapping[str, Callable[[Any], Any]],
    model: str,
    place: str | None = None,
) -> Any:
    """The object as read by the reader for the text in `field`; an object of an unknown kind stays a dict."""
    source = obj(value, model, place)
    kind = source.get(field)
    reader = readers.get(kind) if type(kind) is str else None
    return source if reader is None else reader(source)


def next_token(body: object) -> str | None:
    """The token of the next page, from the link beside `data`; None for the last page.

    The link may be a URL with the token in its query, as its format says, or the token itself, as the API's
    documentation says.
    """
    links = body.get("links") if type(body) is dict else None
    link = links.get("next") if type(links) is dict else None
    if type(link) is not str or not link:
        return None
    from urllib.parse import parse_qs, urlsplit

    try:
        return parse_qs(urlsplit(link).query).get("page_token", [link])[0]
    except ValueError:
        raise DecodeError("links", "next", "should be a URL, but is other text") from None


def first_of(value: object, readers: Sequence[Callable[[Any], Any]], model: str, field: str | None = None) -> Any:
    """`value` as read by the first reader that can read it."""
    for reader in readers:
        try:
            return reader(value)
        except DecodeError:
            continue
    raise DecodeError(model, field, "has none of the documented forms")


class NoFields(Mapping[str, Any]):
    """No unknown fields: one empty mapping for all models. A dict for each would take a third of a long list's time."""

    __slots__ = ()

    def __getitem__(self, name: str) -> Any:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "{}"

    def __hash__(self) -> int:
        return 0

    def __reduce__(self) -> tuple[Callable[[], NoFields], tuple[()]]:
        return _no_fields, ()  # a name alone would do for pickle, but not for PyYAML


NO_FIELDS = NoFields()


def _no_fields() -> NoFields:
    return NO_FIELDS


def unknown(source: dict[str, Any], known: frozenset[str]) -> Mapping[str, Any]:
    """The fields that the model does not know."""
    return NO_FIELDS if known.issuperset(source) else {name: source[name] for name in source if name not in known}


def unwrapped(body: object, model: str, *, required: bool, errors: bool) -> Any:
    """The `data` of a response, with the `errors` beside it if the model has that field.

    None if there is no `data` and none is required. Errors in place of `data` are still errors.
    """
    if body is None and not required:
        return None
    source = obj(body, model)
    data = source.get("data")
    beside = source.get("errors")
    if data is None and beside:
        raise DecodeError(model, "data", "is missing; the response has errors instead", errors=beside)
    if data is None and required:
        raise DecodeError(model, "data", problem_of(data, "an object"))
    if errors and beside and type(data) is dict:
        return {**data, "errors": beside}
    return data


def unless_empty(body: object, model: str) -> Any:
    """A response without an envelope; None if it is empty. Errors in its place are still errors."""
    if type(body) is not dict:
        return body
    present = {name for name, value in body.items() if value is not None and (value or name != "errors")}
    if present == {"errors"}:
        raise DecodeError(model, None, "is missing; the response has errors instead", errors=body["errors"])
    return body if present else None


def errors_beside(body: object) -> list[Any]:
    """The `errors` beside the `data` of a response."""
    beside = body.get("errors") if type(body) is dict else None
    return beside if type(beside) is list else []


# ------------------------------------------------------------------------------------------------ writing


def encoded(value: Any) -> Any:
    """`value` in JSON types. A type that JSON does not have is a TypeError; its `str` is not sent instead."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, datetime.datetime):
        return time_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: encoded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON")


_PLAIN = frozenset((str, int, float, bool))


def day(value: Any) -> Any:
    """A date argument as text. A `datetime`, which type checkers accept as a `date`, gives its day, in UTC if it has a
    zone."""
    if isinstance(value, datetime.datetime):
        return (value if value.tzinfo is None else value.astimezone(datetime.UTC)).date()
    return value


def encoded_items(value: Any) -> list[Any]:
    """A list argument in JSON types; a single text is not a list of its letters."""
    if isinstance(value, (str, bytes, dict)):
        raise TypeError(f"a list is required, not {type(value).__name__}")
    return [encoded(item) for item in value]


def time_text(value: datetime.datetime) -> str:
    """A timestamp as ISO 8601 text."""
    if isinstance(value, Timestamp):
        return value.text
    text = value.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def given(fields: dict[str, Any]) -> dict[str, Any]:
    """The arguments that were given: None means not given, and is not sent."""
    return {name: encoded(value) for name, value in fields.items() if value is not None}
