"""What crash reporters, tracebacks with variables and logs show of a call that failed: where it did, and no secret."""

from __future__ import annotations

import asyncio
import copy
import faulthandler
import gc
import io
import json
import logging
import pickle
import pprint
import traceback
from typing import TYPE_CHECKING, Any

import pytest
import rich.console
import rich.pretty
import rich.traceback
import sentry_sdk
import sentry_sdk.serializer
import structlog
from pydantic import TypeAdapter
from pythonjsonlogger.json import JsonFormatter

from aurakit import AsyncAura, Aura, AuraError, connection
from aurakit._calls.retry import RetryPolicy
from aurakit._transport.body import Body
from aurakit.v1 import CreatedInstance
from aurakit_raw.types import Request
from aurakit_raw.v1.api.instances import get_instance
from faultserver import FaultServer, response, token
from support.http_library import httpcore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLIENT_ID = "client-id-1234567890"
SECRET = "Client-Secret-Zq81Wm"
TOKEN = "Access-Token-Kf93Lx"
PASSWORD = "Initial-Password-Tr67"
SECRETS = (SECRET, TOKEN, PASSWORD)
CREATED = {
    "id": "db1d1234", "name": "orders", "tenant_id": "t", "cloud_provider": "gcp", "region": "europe-west1",
    "type": "enterprise-db", "connection_url": "neo4j+s://db1d1234", "username": "neo4j", "password": PASSWORD,
}  # fmt: skip
NEW: dict[str, Any] = {
    "name": "orders", "tenant_id": "t", "version": "5", "region": "europe-west1", "memory": "8GB",
    "type": "enterprise-db", "cloud_provider": "gcp",
}  # fmt: skip


def fail(*arguments: object, **more: object) -> Any:
    del arguments, more  # this frame is a test's, and its variables are shown
    raise KeyError("an internal error")


INJECTED: dict[str, tuple[type, str]] = {
    "the retry policy": (RetryPolicy, "wait"),
    "decoding": (Request, "read"),
    "the transport": (Body, "content"),
}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer(default=response(202, {"data": CREATED})) as server:
        server.token_script(*(token(TOKEN) for _ in range(9)))
        yield server


@pytest.fixture
def reported() -> Iterator[list[str]]:
    """What sentry-sdk sends, with its default settings but for a longer limit of texts."""
    sent: list[str] = []

    class Transport(sentry_sdk.Transport):
        def capture_envelope(self, envelope: Any) -> None:
            sent.extend(item.payload.get_bytes().decode() for item in envelope.items)

    sentry_sdk.init(dsn="http://key@127.0.0.1/1", transport=Transport, max_value_length=1_000_000)
    yield sent
    sentry_sdk.get_client().close(timeout=0)
    sentry_sdk.get_global_scope().set_client(None)


def caught(server: FaultServer, kind: str, **options: Any) -> BaseException:
    """What a creation ends with."""
    try:
        if kind == "sync":
            with Aura(CLIENT_ID, SECRET, base_url=server.url, **options) as aura:
                aura.instances.create(**NEW)
        else:

            async def main() -> None:
                async with AsyncAura(CLIENT_ID, SECRET, base_url=server.url, **options) as aura:
                    await aura.instances.create(**NEW)

            asyncio.run(main())
    except BaseException as error:  # noqa: BLE001  # any is looked at
        return error
    raise AssertionError("it did not fail")


def inject(where: str, monkeypatch: pytest.MonkeyPatch, server: FaultServer) -> None:
    monkeypatch.setattr(*INJECTED[where], fail)
    if where == "the retry policy":
        server.script(response(429, {"errors": [{"message": f"token {TOKEN}"}]}))


def assert_clean(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text or secret[4:-4] in text] == []


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("where", INJECTED)
def test_an_internal_error_leaves_a_call_with_its_own_frames_and_without_a_secret(
    where: str, kind: str, server: FaultServer, monkeypatch: pytest.MonkeyPatch, reported: list[str]
) -> None:
    inject(where, monkeypatch, server)
    error = caught(server, kind)
    assert type(error) is KeyError
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    assert files[-1] == __file__  # where it was raised
    assert sum("/overlay/aurakit/" in file or "/generated/" in file for file in files) >= 3
    assert not any(f"/{library}/" in file for file in files for library in ("httpx", "httpcore", "h11"))
    sentry_sdk.capture_exception(error)
    sentry_sdk.flush()
    assert "an internal error" in "".join(reported)
    assert_clean("".join(reported))
    assert_clean(rendered(error))
    assert_clean("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))


def rendered(error: BaseException) -> str:
    """The traceback as rich shows it, with variables."""
    console = rich.console.Console(file=io.StringIO(), width=200)
    options: dict[str, Any] = {"show_locals": True, "locals_max_string": None}
    console.print(rich.traceback.Traceback.from_exception(type(error), error, error.__traceback__, **options))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("status", [401, 402, 500])
def test_an_error_of_the_api_is_reported_without_a_secret(
    status: int, kind: str, server: FaultServer, reported: list[str]
) -> None:
    page = " " * 20_000 + f"<p>Authorization: Bearer {TOKEN}</p><p>{SECRET}</p>"
    server.default = response(status, page, {"X-Request-Id": f"\x1b[31m{TOKEN}" + "x" * 9_000})
    error = caught(server, kind, max_retries=0)
    assert isinstance(error, AuraError)
    assert error.request_id is not None
    assert error.request_id.isprintable() and len(error.request_id) <= 120
    sentry_sdk.capture_exception(error)
    sentry_sdk.flush()
    for text in ("".join(reported), rendered(error), repr(vars(error)), str(error)):
        assert_clean(text)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_no_log_record_of_any_library_has_a_secret(
    kind: str, server: FaultServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    server.script(response(503, f"{TOKEN} {SECRET}"))
    server.default = response(500, {"errors": [{"message": SECRET}]})
    caught(server, kind, max_retries=1)
    assert {record.name.partition(".")[0] for record in caplog.records} >= {"aurakit", httpcore.__name__}
    for record in caplog.records:
        assert_clean(json.dumps(vars(record), default=repr))
        assert_clean(record.getMessage())


def test_the_log_has_fields_for_programs(server: FaultServer, caplog: pytest.LogCaptureFixture) -> None:
    server.default = response(200, {"data": {**CREATED, "status": "running"}})
    caplog.set_level(logging.DEBUG, "aurakit")
    with Aura(CLIENT_ID, SECRET, base_url=server.url) as aura:
        aura.raw.call(get_instance.request("db1d1234"))
    record = caplog.records[-1]
    fields = {name: getattr(record, name) for name in ("operation", "route", "status", "attempt")}
    assert fields == {"operation": "get_instance", "route": "/instances/{instance_id}", "status": 200, "attempt": 1}


def as_json_logger(it: Any) -> str:
    """What python-json-logger writes."""
    return JsonFormatter("%(message)s %(it)s").format(logging.makeLogRecord({"msg": "made", "it": it}))


def as_pydantic(it: Any) -> str:
    try:
        return TypeAdapter(Any).dump_json(it, fallback=repr).decode()
    except ValueError as error:
        return str(error)


FORMS: dict[str, Callable[[Any], str]] = {
    "repr": repr,
    "str": str,
    "format": lambda it: f"{it} {it!r} {it!s:>9}",
    "JSON": lambda it: json.dumps({"it": it}, default=str),
    "a list": lambda it: repr(list(it)) if hasattr(it, "__iter__") else "",
    "variables": lambda it: repr(getattr(it, "__dict__", {})),
    "a copy": lambda it: repr(copy.copy(it)) + repr(copy.deepcopy(it)),
    "a pickle": lambda it: repr(pickle.dumps(it)),
    "pprint": pprint.pformat,
    "rich": lambda it: rich.pretty.pretty_repr({"it": it}, expand_all=True),
    "structlog": lambda it: str(structlog.processors.JSONRenderer()(None, "info", {"it": it})),
    "structlog's console": lambda it: str(structlog.dev.ConsoleRenderer(colors=False)(None, "info", {"it": it})),
    "python-json-logger": as_json_logger,
    "sentry-sdk": lambda it: json.dumps(sentry_sdk.serializer.serialize({"vars": {"it": it}}), default=repr),
    "pydantic": as_pydantic,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_connection_shows_its_password_to_nobody_who_does_not_ask(form: str) -> None:
    assert_clean(FORMS[form](connection(CreatedInstance.from_dict(CREATED))))


@pytest.mark.parametrize("form", ["repr", "str", "format"])
def test_a_client_shows_no_secret(form: str, server: FaultServer) -> None:
    with Aura(CLIENT_ID, SECRET, base_url=server.url) as aura:
        aura.instances.create(**NEW)
        assert_clean(FORMS[form](aura) + FORMS[form](aura.raw) + FORMS[form](aura.raw.http))


def test_no_container_of_a_client_holds_a_secret(server: FaultServer) -> None:
    with Aura(CLIENT_ID, SECRET[:] + "", base_url=server.url) as aura:
        aura.instances.create(**NEW)
    del aura
    gc.collect()
    test = (__file__, SECRETS)
    for thing in gc.get_objects():
        if isinstance(thing, (dict, list, tuple, set)) and thing is not SECRETS and thing is not test:
            values = thing.values() if isinstance(thing, dict) else thing
            found = [value for value in list(values) if isinstance(value, str) and value in (TOKEN, f"Bearer {TOKEN}")]
            assert not found or (isinstance(thing, dict) and thing is globals()), type(thing)


def test_faulthandler_shows_frames_only(server: FaultServer, tmp_path: Any) -> None:
    path = tmp_path / "dump"

    def dump(_: str, __: float) -> None:
        with path.open("w") as file:
            faulthandler.dump_traceback(file)

    server.default = response(200, {"data": {**CREATED, "status": "running"}})
    with Aura(CLIENT_ID, SECRET, base_url=server.url) as aura:
        aura.wait(aura.instances.create(**NEW), on_poll=dump)
    assert "dump" in path.read_text()
    assert_clean(path.read_text())
