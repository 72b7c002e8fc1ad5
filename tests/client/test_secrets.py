"""No secret in any text, repr, log record, frame or pickled error, whatever goes wrong and whoever echoes it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import html
import logging
import ssl
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import trustme

from aurakit import AsyncAura, Aura, AuraError, ClientClosedError, FileStore, connection
from aurakit._auth.tokens import store_key
from aurakit._transport.backend import Stream
from aurakit._transport.library import library_for
from faultserver import (
    Close,
    ConnectProxy,
    FaultServer,
    Garbage,
    Hold,
    Reset,
    Silence,
    Truncate,
    Unreachable,
    raw,
    response,
    token,
)  # fmt: skip
from support import searching
from support.driving import CLIENT_ID, Driver, both, options_for
from support.samples import CREATED, INSTANCE, ONE, create, get, pause
from support.searching import (
    CLIENT_SECRET,
    DATABASE_PASSWORD,
    PROXY_BASIC,
    PROXY_PASSWORD,
    PROXY_USER,
    SECRETS,
    TOKEN,
    TOKENS,
    parts_of,
    secrets_in,
    shown_in,
    texts_of,
    texts_of_records,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from faultserver import Received
    from faultserver.actions import Action

httpx = library_for().httpx
NEW_INSTANCE = {**CREATED, "password": DATABASE_PASSWORD}


def echo(*secrets: str) -> str:
    """What a careless server writes about a request, by whatever way it came to know of it."""
    pair = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    return "; ".join(f"got {secret} or {quote(secret, safe='')}" for secret in secrets) + f"; Basic {pair}, {pair}"


PROXY_URL = f"http://{PROXY_USER}:{quote(PROXY_PASSWORD, safe='')}@127.0.0.1"


@pytest.fixture(autouse=True)
def _everything_logged(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("aurakit", "httpx", "httpcore", "httpx2", "httpcore2", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class Watched:
    """Drives a client, and then looks through everything there is to see."""

    def __init__(self, driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
        self.driver = driver
        self.caplog = caplog
        self.reprs: list[str] = []

    def _look(self, aura: Any) -> None:
        self.reprs += map(repr, (aura, aura.raw, aura.raw.http, aura.instances, aura.with_options(timeout=1.0)))

    def error(self, url: str, *steps: Any, **options: Any) -> BaseException:
        """What the last step ends with, once nothing that is shown of it gives a secret away."""
        options = {"client_secret": CLIENT_SECRET, "max_retries": 1, **options}
        caught: BaseException | None = None
        try:
            self.driver.run(url, self._look, *steps, **options)
        except BaseException as error:  # noqa: BLE001  # any is looked at
            caught = error
        assert caught is not None
        self.clean(texts_of(caught))
        return caught

    def clean(self, texts: Iterator[str]) -> None:
        """Nothing in these texts, the log or a repr gives a secret away."""
        assert shown_in(texts) == {}
        assert shown_in(texts_of_records(self.caplog.records)) == {}
        assert shown_in(iter(self.reprs)) == {}


@pytest.fixture(params=["sync", "async"])
def watched(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Watched:
    return Watched(Driver(request.param), caplog)


# ------------------------------------------------------------------------------------------------ the search itself


@pytest.mark.parametrize("name", SECRETS)
def test_the_search_finds_every_form_of_a_secret(name: str) -> None:
    secret = SECRETS[name]
    for pair in (secret, f"i:{secret}", f"id:{secret}", f"ids:{secret}"):
        assert secrets_in(f"Basic {base64.b64encode(pair.encode()).decode()}") == {name}
    assert secrets_in(f"a={quote(secret, safe='')}&") == {name}
    assert secrets_in(f"cut short: {secret[:15]}…") == {name}
    assert secrets_in("violet, indigo, scarlet, orange, crimson") == set()


def test_the_search_looks_into_causes_frames_attributes_and_pickles() -> None:
    def leak(where: str) -> None:
        try:
            raise ValueError(TOKEN if where == "cause" else "")
        except ValueError as cause:
            error = AuraError("text", path=TOKEN if where == "attribute" else "")
            raise error from (cause if where == "cause" else None)

    for where in ("cause", "attribute"):
        with pytest.raises(AuraError) as caught:
            leak(where)
        assert shown_in(texts_of(caught.value)).keys() == {"token"}
    with pytest.raises(httpx.ConnectError) as failed:
        httpx.get("http://127.0.0.1:1", headers={"Authorization": TOKEN}, trust_env=False)
    assert "token" in shown_in(searching.frames_of(failed.value))


# ------------------------------------------------------------------------------------------------ echoed by the API

BODIES: dict[str, Callable[[str], Any]] = {
    "api": lambda it: {"errors": [{"message": echo(it), "reason": it, "field": CLIENT_SECRET}]},
    "second entry": lambda it: {"errors": [{"message": "a"}, {"message": echo(it)}, {"message": it}]},
    "gateway": lambda it: {"error": echo(it)},
    "other json": lambda it: {"request": {"headers": {"x-sent": [it, it]}, "form": CLIENT_SECRET}},
    "text": lambda it: echo(it).encode(),
    "html": lambda it: f"<html><title>{echo(it)}</title></html>".encode(),
    "html body": lambda it: f"<html><body><p>{html.escape(echo(it))}</p></body></html>".encode(),
    "cut short": lambda it: {"error": "x" * 985 + it},
    "cut shorter": lambda it: {"errors": [{"message": "x" * 285 + it, "reason": "r" * 85 + it}]},
    "long title": lambda it: f"<title>{'x' * 85}{it} {CLIENT_SECRET}</title>".encode(),
    "initial password": lambda _: {"errors": [{"message": f'{{"data": {{"password": "{DATABASE_PASSWORD}"}}}}'}]},
}


def echoes(status: int, body: str) -> Callable[[Received], Action]:
    """A rule: every response quotes what its request was sent with."""
    return lambda received: response(status, BODIES[body](received.headers["authorization"].removeprefix("Bearer ")))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 429, 500, 503])
def test_an_error_that_echoes_secrets_does_not_show_them(watched: Watched, status: int, body: str) -> None:
    with FaultServer() as server:
        server.token_script(*TOKENS)
        server.rule(echoes(status, body))
        error = watched.error(server.url, pause)
        assert f" {status}" in str(error)


@pytest.mark.parametrize("kept", [TOKEN, CLIENT_SECRET, quote(CLIENT_SECRET, safe="")])
def test_a_request_id_that_is_a_secret_is_hidden_in_errors_and_the_log(watched: Watched, kept: str) -> None:
    with FaultServer(default=response(503, request_id=f"id-{kept}")) as server:
        server.token_script(*TOKENS)
        server.script(Truncate(response(200, {"data": INSTANCE}, request_id=kept)))
        error = watched.error(server.url, get)
        assert isinstance(error, AuraError) and error.request_id == "id-[hidden]"


@pytest.mark.parametrize("status", [301, 307, 308])
def test_a_redirect_that_echoes_the_token_does_not_show_it(watched: Watched, status: int) -> None:
    away = {"Location": f"https://elsewhere.test/{TOKEN}/{quote(CLIENT_SECRET)}?token={TOKEN}"}
    with FaultServer(default=response(status, b"", away)) as server:
        server.token_script(token(TOKEN))
        assert "elsewhere.test" in str(watched.error(server.url, get))


def test_a_redirect_that_leads_to_a_path_with_the_token_in_it_does_not_show_it(watched: Watched) -> None:
    with FaultServer(default=response(404)) as server:
        server.token_script(token(TOKEN))
        server.script(response(307, b"", {"Location": f"/v1/{TOKEN}"}))
        watched.error(server.url, get)
        assert server.calls()[-1].path == f"/v1/{TOKEN}"


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"id": "ab12", "password": DATABASE_PASSWORD}},
        {"data": {**NEW_INSTANCE, "password": [DATABASE_PASSWORD]}},
        {"data": {**NEW_INSTANCE, "username": [DATABASE_PASSWORD]}},
        {"data": {**NEW_INSTANCE, "id": {"password": DATABASE_PASSWORD}}},
        {"data": [NEW_INSTANCE]},
        {"data": None, "created": NEW_INSTANCE},
        {"data": None, "errors": [{"message": f"password={DATABASE_PASSWORD} {echo(TOKEN)}", "reason": TOKEN}]},
        f'{{"data": {{"password": "{DATABASE_PASSWORD}", '.encode(),
        f"<html><title>password: {DATABASE_PASSWORD}1 {echo(TOKEN)}</title></html>".encode(),
        DATABASE_PASSWORD.encode() * 2000,
        b"\xff" + DATABASE_PASSWORD.encode(),
    ],
)
def test_a_success_that_cannot_be_read_does_not_show_the_initial_password(watched: Watched, body: Any) -> None:
    with FaultServer(default=response(202, body)) as server:
        server.token_script(*TOKENS)
        assert isinstance(watched.error(server.url, create, max_response_bytes=50_000), AuraError)


@pytest.mark.parametrize("status", [200, 403, 503])
def test_response_headers_that_echo_secrets_are_logged_without_them(
    watched: Watched, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def echoing(received: Received) -> Action:
        sent = received.headers["authorization"]
        headers = {
            "Authorization": sent, "Proxy-Authorization": f"Basic {PROXY_BASIC}", "X-Sent": f"got {sent}",
            "X-Token": sent.removeprefix("Bearer "), "X-Seen": echo(TOKEN, CLIENT_SECRET), "X-Kept": "violet",
        }  # fmt: skip
        return response(status, {"data": []}, headers)

    with FaultServer() as server:
        server.token_script(response(200, {"access_token": TOKEN}, {"X-Sent": echo(CLIENT_SECRET)}), *TOKENS)
        server.rule(echoing)
        if status == 200:
            watched.driver.run(server.url, lambda aura: aura.instances.list(), client_secret=CLIENT_SECRET)
        else:
            watched.error(server.url, get)
        watched.clean(iter(()))
    logged = [text for text in caplog.messages if text.startswith("receive_response_headers.complete")]
    assert len(logged) >= 2 and all("(b'HTTP/1.1', " in text and "b'Content-Length', b'" in text for text in logged)
    assert any(f", {status}, b'Status', [" in text and "(b'X-Kept', b'violet')" in text for text in logged)


@pytest.mark.parametrize(
    "sent",
    [
        response(200, {"data": []}, {"X-Large": "x" * 90_000}),
        response(200, {"data": []}, {f"X-{number}": "x" * 500 for number in range(150)}),
        raw(f"HTTP/1.1 200 {'x' * 60_000} {TOKEN}\r\nContent-Length: 0\r\n\r\n".encode()),
        raw(f"HTTP/1.1 odd {'x' * 60_000} {TOKEN}\r\n\r\n".encode(), close=True),
        raw(f"HTTP/1.1 200 OK\r\n{TOKEN} {CLIENT_SECRET}\r\n\r\n".encode(), close=True),
        raw(b"HTTP/1.1 200 OK\r\nX-Odd: \x1b[31m\xff\xc3\xa9\r\nContent-Length: 0\r\n\r\n"),
    ],
    ids=["large header", "many headers", "reason", "status line", "header line", "unprintable"],
)
def test_what_a_server_sends_is_bounded_and_printable_in_every_record_of_the_library(
    watched: Watched, caplog: pytest.LogCaptureFixture, sent: Action
) -> None:
    with FaultServer(default=sent) as server:
        server.token_script(*TOKENS)
        with contextlib.suppress(AuraError):
            watched.driver.run(server.url, get, client_secret=CLIENT_SECRET, max_retries=0)
    watched.clean(iter(()))
    assert any(text.startswith("receive_response_headers.") for text in caplog.messages[-8:])
    assert max(map(len, caplog.messages)) < 40_000
    assert all(text.isprintable() for text in caplog.messages)


# ------------------------------------------------------------------------------------------------ the token endpoint


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", [200, 400, 401, 404, 429, 500])
def test_a_token_endpoint_that_echoes_the_secret_does_not_show_it(watched: Watched, status: int, body: str) -> None:
    with FaultServer() as server:
        server.token_script(*[response(status, BODIES[body](CLIENT_SECRET))] * 4)
        assert f" {status}" in str(watched.error(server.url, get))
        assert server.count() == 0


@pytest.mark.parametrize(
    "given",
    [
        token(f"{TOKEN} with spaces"),
        token(f"{TOKEN}\nX-Injected: yes"),
        token(TOKEN, token_type="mac"),
        response(200, {"access_token": [TOKEN], "note": echo(CLIENT_SECRET)}),
        response(200, [TOKEN]),
        response(
            307,
            b"",
            {
                "Location": f"https://elsewhere.test/{base64.b64encode(CLIENT_SECRET.encode()).decode()}?{quote(CLIENT_SECRET)}"
            },
        ),
        Truncate(token(TOKEN)),
        Silence(),
        Garbage(),
    ],
)
def test_a_token_that_cannot_be_used_is_not_shown(watched: Watched, given: Any) -> None:
    with FaultServer() as server:
        server.token_script(*[given] * 4)
        assert isinstance(watched.error(server.url, get, timeout=0.5), AuraError)


# ------------------------------------------------------------------------------------------------ the network


@pytest.mark.parametrize("call", [get, create])
@pytest.mark.parametrize(
    "fault",
    [Reset(), Close(), Garbage(), Silence(), Truncate(response(202, {"data": NEW_INSTANCE}))],
    ids=["reset", "close", "garbage", "silence", "truncate"],
)
def test_a_connection_that_breaks_shows_nothing(watched: Watched, call: Any, fault: Any) -> None:
    with FaultServer(default=fault) as server:
        server.token_script(*TOKENS)
        assert isinstance(watched.error(server.url, call, timeout=0.5), AuraError)


def test_a_connection_that_is_refused_shows_nothing(watched: Watched) -> None:
    watched.error(Unreachable().url, get)


def test_the_libraries_below_were_listened_to(watched: Watched) -> None:
    with FaultServer(default=response(500)) as server:
        watched.error(server.url, get)
    heard = {record.name.partition(".")[0] for record in watched.caplog.records}
    assert heard >= {"aurakit", library_for().core.__name__}


@pytest.mark.parametrize(
    "call",
    [
        lambda aura: aura.instances.get("a\nb"),
        lambda aura: aura.instances.get("../tenants"),
        lambda aura: aura.instances.get("\ud800"),
        lambda aura: aura.instances.get(7),
        lambda aura: aura.sessions.create(name={1, 2}, memory="8GB"),
        lambda aura: aura.raw.http.get("https://elsewhere.test/v1/instances"),
    ],
    ids=["newline", "dots", "surrogate", "number", "set", "elsewhere"],
)
def test_an_argument_that_cannot_be_sent_shows_nothing(watched: Watched, call: Any) -> None:
    with FaultServer(default=ONE) as server:
        server.token_script(*TOKENS)
        watched.error(server.url, get, call)


# ------------------------------------------------------------------------------------------------ proxies


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def origin(authority: trustme.CA) -> Iterator[FaultServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with FaultServer(tls=context) as server:
        server.token_script(*TOKENS)
        yield server


@pytest.mark.parametrize("given", ["text", "URL", "Proxy"])
@pytest.mark.parametrize("behaviour", ["good", "refuses", "another login", "gone", "not trusted"])
def test_a_proxy_s_password_is_not_shown(
    watched: Watched, given: str, behaviour: str, origin: FaultServer, authority: trustme.CA
) -> None:
    origin.default = response(500, {"error": echo(TOKEN, PROXY_PASSWORD, PROXY_BASIC)})
    context = ssl.create_default_context()
    if behaviour != "not trusted":
        authority.configure_trust(context)
    login = "other:login" if behaviour == "another login" else f"{PROXY_USER}:{PROXY_PASSWORD}"
    with ConnectProxy(login=login, status=502 if behaviour == "refuses" else 200, echoes=True) as running:
        port = 1 if behaviour == "gone" else running.port
        url = f"{PROXY_URL}:{port}"
        proxy = {"text": url, "URL": httpx.URL(url), "Proxy": httpx.Proxy(url)}[given]
        error = watched.error(origin.url, get, proxy=proxy, verify=context)
    assert ("500" if behaviour == "good" else f"127.0.0.1:{port}" if behaviour != "not trusted" else "trusted") in str(
        error
    )


# ------------------------------------------------------------------------------------------------ interruption, end


@pytest.mark.parametrize("raw", [False, True], ids=["call", "raw.http"])
@pytest.mark.parametrize("read", [0, 1, 2], ids=["token request", "call", "call with a second token"])
def test_control_c_shows_nothing(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, read: int, raw: bool
) -> None:
    original, reads = Stream.read, iter(range(10))

    def interrupted(self: Stream, *arguments: Any, **named: Any) -> bytes:
        if next(reads) == read:
            raise KeyboardInterrupt
        return original(self, *arguments, **named)

    def call(aura: Any) -> Any:
        return aura.raw.http.post("/instances/ab12/pause") if raw else pause(aura)

    watched = Watched(Driver("sync"), caplog)
    with FaultServer(default=response(401)) as server:
        server.token_script(*TOKENS)
        monkeypatch.setattr(Stream, "read", interrupted)
        assert isinstance(watched.error(server.url, call), KeyboardInterrupt)


@pytest.mark.parametrize("raw", [False, True], ids=["call", "raw.http"])
@pytest.mark.parametrize("where", ["token", "call"])
def test_a_cancelled_call_shows_nothing(caplog: pytest.LogCaptureFixture, where: str, raw: bool) -> None:
    async def call(aura: Any) -> Any:
        hold = Hold(ONE)
        (server.token_script if where == "token" else server.script)(hold)
        task = asyncio.ensure_future(aura.raw.http.get("/instances/ab12") if raw else get(aura))
        while not hold.arrived.is_set():
            await asyncio.sleep(0.001)
        task.cancel()
        await task

    with FaultServer() as server:
        if where == "call":
            server.token_script(*TOKENS)
        watched = Watched(Driver("async"), caplog)
        assert isinstance(watched.error(server.url, call), asyncio.CancelledError)


@pytest.mark.parametrize("raw", [False, True], ids=["call", "raw.http"])
def test_a_call_of_a_closed_client_shows_nothing(watched: Watched, raw: bool) -> None:
    def end(aura: Any) -> Any:
        return aura.close() if isinstance(aura, Aura) else aura.aclose()

    def call(aura: Any) -> Any:
        return aura.raw.http.get("/instances/ab12") if raw else get(aura)

    with FaultServer(default=ONE) as server:
        server.token_script(*TOKENS)
        assert isinstance(watched.error(server.url, get, end, call), ClientClosedError)


@pytest.mark.parametrize("last", [response(401, b"no"), Reset(), response(200, echo(CLIENT_SECRET).encode())])
def test_raw_s_httpx_client_shows_nothing_when_a_second_token_is_refused_or_not_to_be_had(
    watched: Watched, last: Any
) -> None:
    with FaultServer(default=response(401, {"error": echo(TOKEN)})) as server:
        server.token_script(token(TOKEN), *[last] * 4)
        watched.error(server.url, lambda aura: aura.raw.http.get("/instances/ab12"))


# ------------------------------------------------------------------------------------------------ construction

UNUSABLE: dict[str, dict[str, Any]] = {
    "timeout": {"timeout": -1},
    "max_retries": {"max_retries": -1},
    "max_response_bytes": {"max_response_bytes": 0},
    "user_agent": {"user_agent": "a\nb"},
    "verify": {"verify": "/no/such/file.pem"},
    "base_url http": {"base_url": "http://api.example.com"},
    "base_url with a password": {"base_url": f"https://user:{PROXY_PASSWORD}@example.com"},
    "base_url number": {"base_url": 7},
    "proxy of an unknown kind": {"proxy": f"ftp://user:{PROXY_PASSWORD}@proxy:1"},
    "proxy without a host": {"proxy": f"http://user:{PROXY_PASSWORD}@"},
    "proxy with a bad port": {"proxy": f"http://user:{quote(PROXY_PASSWORD, safe='')}@proxy:port"},
    "proxy number": {"proxy": 7},
    "client id": {"client_id": "a:b"},
    "half a pair": {"client_id": None},
    "secret of two lines": {"client_secret": f"{CLIENT_SECRET}\n{CLIENT_SECRET}"},
    "secret in bytes": {"client_secret": CLIENT_SECRET.encode()},
    "argument unknown": {"client_sekret": CLIENT_SECRET},
}


@pytest.mark.parametrize("kind", [Aura, AsyncAura])
@pytest.mark.parametrize("unusable", UNUSABLE.values(), ids=UNUSABLE)
def test_a_client_that_cannot_be_made_shows_nothing(kind: Any, unusable: dict[str, Any]) -> None:
    good = {"proxy": f"{PROXY_URL}:1", "client_secret": CLIENT_SECRET}
    with pytest.raises((AuraError, TypeError)) as caught:
        kind(**{**options_for("https://api.example.com"), **good, **unusable})
    assert shown_in(texts_of(caught.value)) == {}


@pytest.mark.parametrize("kind", [Aura, AsyncAura])
@pytest.mark.parametrize(
    "variables",
    [
        {"AURA_CLIENT_ID": CLIENT_ID, "AURA_CLIENT_SECRET": f"{CLIENT_SECRET}\nx"},
        {"AURA_CLIENT_SECRET": CLIENT_SECRET},
        {"AURA_CREDENTIALS_FILE": "file"},
        {
            "AURA_CLIENT_ID": CLIENT_ID,
            "AURA_CLIENT_SECRET": CLIENT_SECRET,
            "HTTPS_PROXY": f"ftp://u:{PROXY_PASSWORD}@p",
        },
    ],
    ids=["two lines", "half a pair", "file", "proxy"],
)
def test_an_environment_that_cannot_be_used_shows_nothing(
    kind: Any, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text(f"CLIENT_ID=id:id\nCLIENT_SECRET={CLIENT_SECRET}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("AURA_CLIENT_ID", "AURA_CLIENT_SECRET", "AURA_CREDENTIALS_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(AuraError) as caught:
        kind(base_url="https://api.example.com")
    assert shown_in(texts_of(caught.value)) == {}


@both
def test_options_that_cannot_be_show_nothing(driver: Driver) -> None:
    with pytest.raises(AuraError) as caught:
        driver.run(
            "https://api.example.com", lambda aura: aura.with_options(timeout=-1), client_secret=CLIENT_SECRET,
            proxy=f"{PROXY_URL}:1",
        )  # fmt: skip
    assert shown_in(texts_of(caught.value)) == {}


# ------------------------------------------------------------------------------------------------ when all goes well


def test_what_a_good_call_returns_shows_no_password(watched: Watched) -> None:
    with FaultServer(default=response(202, {"data": NEW_INSTANCE})) as server:
        server.token_script(*TOKENS)
        made = watched.driver.run(server.url, watched._look, create, client_secret=CLIENT_SECRET)
    assert made.password == connection(made).password == DATABASE_PASSWORD
    watched.clean(iter((repr(made), str(made), repr(connection(made)), f"{[made]}")))


def test_the_parts_of_a_client_show_no_secret(watched: Watched, tmp_path: Path) -> None:
    """Not by repr, and not when somebody walks through them element by element, as crash reporters do."""
    store = FileStore(tmp_path / "shared.sqlite3")
    parts: list[Any] = [store]

    def look(aura: Any) -> None:
        parts.extend([aura, *parts_of(aura)])

    with FaultServer(default=response(200, {"data": INSTANCE})) as server:
        server.token_script(*TOKENS)
        options = {"client_secret": CLIENT_SECRET, "store": store, "clock": None, "proxy": ""}
        watched.driver.run(server.url, get, look, **options)
        stored = store.load(store_key(f"{server.url}/oauth/token", CLIENT_ID), 1.0)
    assert stored is not None
    assert stored.value.reveal() == TOKEN
    kinds = {type(part).__name__ for part in parts}
    assert {"SharedState", "Credentials", "TokenProvider", "TransportConfig"} <= kinds
    watched.clean(repr(part) for part in [*parts, stored])


def test_the_parts_of_a_client_with_a_proxy_show_no_password(watched: Watched) -> None:
    kind = Aura if watched.driver.kind == "sync" else AsyncAura
    aura = kind(**options_for("https://api.example.com", client_secret=CLIENT_SECRET, proxy=f"{PROXY_URL}:1"))
    parts = parts_of(aura)
    assert "Proxy" in {type(part).__name__ for part in parts}
    watched.clean(repr(part) for part in parts)


def test_a_failed_wait_shows_no_password(watched: Watched) -> None:
    with FaultServer(default=response(202, {"data": NEW_INSTANCE})) as server:
        server.token_script(*TOKENS)
        created = watched.driver.run(server.url, create, client_secret=CLIENT_SECRET)
        server.default = response(200, {"data": {**INSTANCE, "status": "creating"}})
        error = watched.error(server.url, lambda aura: aura.wait(created, timeout=60.0))
    assert "60" in str(error)
