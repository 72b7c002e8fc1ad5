"""Looking for secrets in everything that a program can show of a failed call."""

from __future__ import annotations

import base64
import html
import json
import pickle
import traceback
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from aurakit._errors.secret import Secret
from faultserver import token

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator

CLIENT_SECRET = 'violet-client/secret+of "tests"'
TOKEN = "indigo-access-token~of-tests"
SECOND_TOKEN = "scarlet-second-token~of-tests"
PROXY_USER = "proxy-user"
PROXY_PASSWORD = "orange-proxy/password+of&tests"
DATABASE_PASSWORD = "crimson-initial-password-of-tests"
SECRETS = {
    "client secret": CLIENT_SECRET,
    "token": TOKEN,
    "second token": SECOND_TOKEN,
    "proxy password": PROXY_PASSWORD,
    "initial password": DATABASE_PASSWORD,
}
PROXY_BASIC = base64.b64encode(f"{PROXY_USER}:{PROXY_PASSWORD}".encode()).decode()
TOKENS = (token(TOKEN), token(SECOND_TOKEN))

_HERE = Path(__file__).parents[1]
_SHOWS = 12  # so many first characters are too many


def _in_base64(secret: bytes) -> Iterator[str]:
    """What base64 makes of it wherever it stands in what is encoded, such as `id:secret`."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + secret).decode()
        yield whole[4 if before else 0 : -4]


def forms(secret: str) -> set[str]:
    """The texts that give a secret away."""
    written = {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), html.escape(secret)}
    written |= {json.dumps(secret)[1:-1], repr(secret)[1:-1]}
    return written | {secret[:_SHOWS]} | set(_in_base64(secret.encode()))


FORMS = {name: forms(secret) for name, secret in SECRETS.items()}


def secrets_in(text: str) -> set[str]:
    """The names of the secrets that a text gives away."""
    return {name for name, written in FORMS.items() if any(form in text for form in written)}


def chained(error: BaseException) -> Iterator[BaseException]:
    """An error with all it came from, shown or not."""
    seen: list[BaseException] = []
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is not None and one not in seen:
            seen.append(one)
            left += [one.__cause__, one.__context__]
            left += list(getattr(one, "exceptions", ()))
    return iter(seen)


def frames_of(error: BaseException) -> Iterator[str]:
    """The frames of a traceback with their local variables; those of the tests hold the secrets by right."""
    for frame in traceback.TracebackException.from_exception(error, capture_locals=True).stack:
        if _HERE not in Path(frame.filename).parents:
            yield f"{frame.name} in {frame.filename}: {frame.locals}"


def texts_of(error: BaseException) -> Iterator[str]:
    """Everything that can be shown of an error."""
    for one in chained(error):
        yield from (str(one), repr(one), str(one.args), str(getattr(one, "__notes__", "")))
        yield from (f"{name} = {value!r} {value}" for name, value in vars(one).items())
        yield from frames_of(one)
        yield from (pickle.dumps(one, protocol).decode("latin-1") for protocol in range(6))


def texts_of_records(records: list[logging.LogRecord]) -> Iterator[str]:
    """Everything that can be shown of log records."""
    for record in records:
        yield from (record.getMessage(), str(vars(record)))
        if record.exc_info is not None and record.exc_info[1] is not None:
            yield from texts_of(record.exc_info[1])


def shown_in(texts: Iterator[str]) -> dict[str, str]:
    """The secrets given away, each with the text that does it: empty when all is well."""
    return {name: text for text in texts for name in secrets_in(text)}


def parts_of(thing: object) -> list[object]:
    """Every object of this package that can be reached from one, and every text, but for what a `Secret` keeps."""
    found: list[object] = []
    seen: set[int] = set()
    waiting: list[Any] = [thing]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen.add(id(one))
        if isinstance(one, (str, bytes)):
            found.append(one)
        elif isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, (tuple, list, set, frozenset, deque)):
            waiting += one
        if type(one).__module__.startswith("aurakit") and not isinstance(one, Secret):
            found.append(one)
            names = [*getattr(one, "__dict__", ()), *_slots(one)]
            waiting += [getattr(one, name) for name in names if hasattr(one, name)]
    return found


def _slots(thing: object) -> Iterator[str]:
    for kind in type(thing).__mro__:
        slots = vars(kind).get("__slots__", ())
        yield from (slots,) if isinstance(slots, str) else slots
