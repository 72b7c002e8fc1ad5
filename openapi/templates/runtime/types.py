"""What every generated module shares: operations, requests, responses, and how values are read and written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from .errors import DecodeError

if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable, Sequence
    from typing import Self

T = TypeVar("T")

_NOT_JSON: Any = object()


class Operation(Generic[T]):
    """One operation of the API.

    `name`, `method` and `path` (a template) say which, `version` in which version of the API; `idempotent` whether
    sending it twice has the effect of sending it once; `scope` names the ids in its path that a client may hold;
    `quota` is the group of operations that it shares a limit with, when it has a limit apart from the API's own.
    `decode` makes the result out of the JSON value of a successful response, and uses that up, or of None for an empty
    one.
    """

    __slots__ = ("decode", "idempotent", "method", "name", "path", "quota", "scope", "version")

    def __init__(
        self,
        name: str,
        method: str,
        path: str,
        *,
        idempotent: bool,
        decode: Callable[[object], T],
        version: str = "v1",
        scope: tuple[str, ...] = (),
        quota: str = "",
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
        self.version = version
        self.idempotent = idempotent
        self.scope = scope
        self.quota = quota
        self.decode = decode

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"


class Request(Generic[T]):
    """A request to send: an operation with its values. A client's `call` sends it.

    `path_values` and `query` hold text by name; a path value is None for an id of the operation's `scope` that was not
    given. `body` is a JSON value, or None for no body.
    """

    __slots__ = ("body", "operation", "path_values", "query")

    decode_error: ClassVar[type[DecodeError]] = DecodeError

    def __init__(
        self,
        operation: Operation[T],
        *,
        path_values: Mapping[str, str | None] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> None:
        self.operation = operation
        self.path_values: Mapping[str, str | None] = path_values or {}
        self.query: Mapping[str, Any] = query or {}
        self.body = body

    def read(self, status_code: int, headers: Mapping[str, str], content: bytes) -> Response[T]:
        """The response in a successful response; an empty body is an absent one. Raises `DecodeError`."""
        try:
            value = json.loads(content) if content and not content.isspace() else None
        except (ValueError, RecursionError):  # raised below, so that no part of the body is in the traceback
            value = _NOT_JSON
        if value is _NOT_JSON:
            raise DecodeError(self.operation.name, None, "has a body that is not JSON")
        return self.response(status_code, headers, content, self.operation.decode(value))

    def response(self, status_code: int, headers: Mapping[str, str], content: bytes, parsed: T) -> Response[T]:
        """The response with a result that is known otherwise than from `content`."""
        return Response(status_code, headers, content, parsed)

    def __repr__(self) -> str:  # a body may hold what must not be shown
        return f"<Request {self.operation.name}>"


class Response(Generic[T]):
    """A successful response: `status_code`, `headers`, `content`, and `parsed`, what the operation returns."""

    __slots__ = ("content", "headers", "parsed", "status_code")

    def __init__(self, status_code: int, headers: Mapping[str, str], content: bytes, parsed: T) -> None:
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self.parsed = parsed

    @property
    def request_id(self) -> str | None:
        """The id that support asks for."""
        return self.headers.get("X-Request-Id")

    def __repr__(self) -> str:  # the content may hold an initial password
        return f"<Response {self.status_code}, {len(self.content)} bytes>"


class OpenEnum(str, Enum):
    """A text with known values. A value not known yet becomes a member of its own, equal to its text."""

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

    def __str__(self) -> str:
        return str.__str__(self)

    def __hash__(self) -> int:  # equal to its text, so found by it in a dict
        return str.__hash__(self)

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (self._value_,)


class Timestamp(datetime.datetime):
    """A `datetime` whose text is finer than microseconds; `text` is the response's own."""

    text: str

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return timestamp, (self.text, "", "")


class Listing(list[T]):
    """A list with the `errors` that the response gave beside it."""

    def __init__(self, items: Sequence[T] = (), errors: Sequence[Any] = ()) -> None:
        super().__init__(items)
        self.errors: builtins.list[Any] = [*errors]


# ------------------------------------------------------------------------------------------------ reading


def problem_of(value: object, wanted: str) -> str:
    """What is wrong with a value that should be `wanted`; the value itself is not shown."""
    if value is None:
        return "is missing or null"
    kind = {dict: "an object", list: "a list", str: "text", bool: "true or false"}.get(type(value), "a number")
    return f"should be {wanted} and is {kind}"


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

    So each object is freed before the next is read, and a long list does not set off the garbage collector, which
    counts what has been made and not yet freed.
    """
    for index, item in enumerate(items):
        items[index] = read(item)
    return items


def scalar(value: Any, model: str, field: str) -> Any:
    """`value`, which must be there and be no object or list. Text for a number, or the reverse, is let through."""
    if value is None or type(value) is dict or type(value) is list:
        raise DecodeError(model, field, problem_of(value, "a plain value"))
    return value


_parsed = datetime.datetime.fromisoformat


def timestamp(value: object, model: str, field: str) -> datetime.datetime:
    """The time that ISO 8601 text stands for, in UTC when the text names no zone."""
    if type(value) is not str:
        raise DecodeError(model, field, problem_of(value, "a timestamp"))
    try:
        parsed = _parsed(value)
        if value[19:] == "Z":  # the form the API uses
            return parsed
    except ValueError:
        parsed = _unusual_timestamp(value, model, field)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=datetime.UTC)
    if len(value) <= 27 and "," not in value:
        return parsed
    return _finer(parsed, value)


def _finer(parsed: datetime.datetime, text: str) -> datetime.datetime:
    """`parsed`, keeping a text that says more than microseconds."""
    digits = text.replace(",", ".").partition(".")[2]
    if len(digits) - len(digits.lstrip("0123456789")) <= 6:
        return parsed
    exact = Timestamp.combine(parsed.date(), parsed.timetz())
    exact.text = text
    return exact


def _unusual_timestamp(text: str, model: str, field: str) -> datetime.datetime:
    from dateutil import parser

    try:
        parsed = parser.parse(text, tzinfos=_zone)
        parsed.utcoffset()  # a ValueError when it is a day or more
    except (ValueError, OverflowError):
        pass
    else:
        return parsed
    raise DecodeError(model, field, "should be a timestamp and is other text")


def _zone(_name: str | None, offset: int | None) -> datetime.tzinfo:
    """The zone that a text names: by its offset, else UTC. The parser itself warns of names that it does not know."""
    return datetime.timezone(datetime.timedelta(seconds=offset)) if offset else datetime.UTC


def calendar_date(value: object, model: str, field: str) -> datetime.date:
    """The day that ISO 8601 text stands for."""
    return timestamp(value, model, field).date()


def first_of(value: object, readers: Sequence[Callable[[Any], Any]], model: str, field: str | None = None) -> Any:
    """What the first reader that can read `value` makes of it."""
    for reader in readers:
        try:
            return reader(value)
        except DecodeError:
            continue
    raise DecodeError(model, field, "has none of the documented forms")


class NoFields(Mapping[str, Any]):
    """No unknown fields: one empty mapping for all models; a dict each would cost a long list a third of its time."""

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

    def __reduce__(self) -> str:
        return "NO_FIELDS"


NO_FIELDS = NoFields()


def unknown(source: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The fields that the model does not know."""
    return {name: source[name] for name in source if name not in known}


def unwrapped(body: object, model: str, *, required: bool, errors: bool) -> Any:
    """The `data` of a response, None when there is none; `errors` beside it is carried into an object."""
    if body is None and not required:
        return None
    source = obj(body, model)
    data = source.get("data")
    beside = source.get("errors") if errors else None
    if data is None and beside:
        raise DecodeError(model, "data", "is missing, and errors are given instead", errors=beside)
    if data is None and required:
        raise DecodeError(model, "data", problem_of(data, "an object"))
    if beside and type(data) is dict:
        return {**data, "errors": beside}
    return data


def errors_beside(body: object) -> list[Any]:
    """The `errors` that stand beside the `data` of a response."""
    beside = body.get("errors") if type(body) is dict else None
    return beside if type(beside) is list else []


# ------------------------------------------------------------------------------------------------ writing


def encoded(value: Any) -> Any:
    """`value` as JSON has it. What has no form in JSON is a TypeError, not whatever its `str` is."""
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
    if isinstance(value, dict):
        return {key: encoded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON")


_PLAIN = frozenset((str, int, float, bool))


def encoded_items(value: Any) -> list[Any]:
    """A list argument as JSON has it; a single text is not a list of its letters."""
    if isinstance(value, (str, bytes, dict)):
        raise TypeError(f"a list is wanted, not {type(value).__name__}")
    return [encoded(item) for item in value]


def time_text(value: datetime.datetime) -> str:
    """A timestamp as ISO 8601 text."""
    if isinstance(value, Timestamp):
        return value.text
    text = value.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def given(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that were given: None means not given, and is not sent."""
    return {name: encoded(value) for name, value in fields.items() if value is not None}
