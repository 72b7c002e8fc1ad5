"""What the SDK puts on the wire for each operation stays what was recorded."""

from __future__ import annotations

import asyncio
import inspect
import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from vcr.errors import CannotOverwriteExistingCassetteException

from aurakit import AsyncAura, Aura
from aurakit._auth.tokens import Token
from aurakit._errors.secret import Secret
from aurakit.errors import AuraError
from aurakit.stores import MemoryStore
from pipeline.documents import load
from raw_operations import document_of_version
from recordings.cassettes import CASSETTES, AsyncTransport, Transport, player
from recordings.operations import RECORDED, STAND_INS, Recorded
from recordings.record import TOKEN, record
from recordings.scrubbing import ORIGIN, SCRUBBED, Scrubber
from support.driving import CLIENT_ID, SECRET, options_for
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vcr.cassette import Cassette

ALL = (TOKEN, *RECORDED)
DOCUMENTED = {
    operation["operationId"]: (method.upper(), path)
    for path, item in document_of_version("v1")["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
}
each = pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
both = pytest.mark.parametrize("kind", ["sync", "async"])


class Held(MemoryStore):
    """A store that has a token from the start."""

    def load(self, key: str, timeout: float) -> Token:
        return Token(Secret("the-token-of-the-replay"), 0.0, 1e12)

    def save(self, key: str, token: Token, timeout: float) -> None:
        raise AssertionError("a token was asked for")

    def discard(self, key: str, token: Token, timeout: float) -> None:
        raise AssertionError("the token was refused")


class Replay:
    """A replay: its result, what no cassette had, and the cassette."""

    def __init__(self, result: Any, refused: list[str], cassette: Cassette) -> None:
        self.result = result
        self.refused = refused
        self.cassette = cassette


def replay(one: Recorded, kind: str, change: Callable[[httpx.Request], None] | None = None) -> Replay:
    """`one` called with nothing but its cassette. change: what to do to each request before it goes out."""
    options = options_for(ORIGIN, max_retries=0, store=None if one is TOKEN else Held())
    transport = Transport(change) if kind == "sync" else AsyncTransport(change)
    with player(Scrubber((CLIENT_ID, SECRET))).use_cassette(one.name) as cassette:
        try:
            result = _called(one, transport, options)
        except (AuraError, CannotOverwriteExistingCassetteException) as error:
            result = error
    return Replay(result, transport.refused, cassette)


def _called(one: Recorded, transport: Transport | AsyncTransport, options: dict[str, Any]) -> Any:
    if isinstance(transport, Transport):
        with Aura(transport=transport, **options) as aura:
            return one.call(aura, STAND_INS)

    async def scenario() -> Any:
        async with AsyncAura(transport=transport, **options) as aura:
            result = one.call(aura, STAND_INS)
            return await result if inspect.isawaitable(result) else result

    return asyncio.run(scenario())


@both
@each
def test_an_operation_asks_what_was_recorded_and_nothing_else(one: Recorded, kind: str) -> None:
    played = replay(one, kind)
    assert played.refused == []
    assert played.cassette.all_played
    assert not isinstance(played.result, AuraError)


@each
def test_both_clients_make_the_same_of_a_recorded_answer(one: Recorded) -> None:
    results = [replay(one, kind).result for kind in ("sync", "async")]
    assert results[0] == results[1]
    assert all(attrs.has(type(result)) or isinstance(result, list) or result is None for result in results)


def _method(request: httpx.Request) -> None:
    request.method = "PUT"


def _path(request: httpx.Request) -> None:
    request.url = request.url.copy_with(path=request.url.path + "/more")


def _query(request: httpx.Request) -> None:
    request.url = request.url.copy_merge_params({"more": "1"})


def _header(request: httpx.Request) -> None:
    request.headers["Accept"] = "text/html"


def _scheme(request: httpx.Request) -> None:
    request.headers["Authorization"] = request.headers["Authorization"].split(" ")[1]


def _more_headers(request: httpx.Request) -> None:
    request.headers["X-More"] = "1"


def _fewer_headers(request: httpx.Request) -> None:
    del request.headers["Accept-Encoding"]


def _body(request: httpx.Request) -> None:
    content = request.content or b"{}"
    request.stream = httpx.ByteStream(content.replace(b"}", b',"more":1}') if len(content) > 2 else b'{"more":1}')


CHANGES = [_method, _path, _query, _header, _scheme, _more_headers, _fewer_headers, _body]


@both
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
@pytest.mark.parametrize("name", ["list_snapshots", "create_instance", "pause_instance"])
def test_a_changed_request_fails(name: str, change: Callable[[httpx.Request], None], kind: str) -> None:
    one = next(one for one in RECORDED if one.name == name)
    played = replay(one, kind, change)
    assert len(played.refused) == 1
    assert isinstance(played.result, CannotOverwriteExistingCassetteException)  # as it is: it is no network error


def test_every_operation_and_the_token_have_a_cassette_and_nothing_else_has() -> None:
    assert {path.stem for path in CASSETTES.glob("*.yaml")} == {*DOCUMENTED, "token"} == {one.name for one in ALL}


@pytest.mark.parametrize("one", RECORDED, ids=lambda one: one.name)
def test_a_cassette_is_one_request_of_the_operation_it_is_named_after(one: Recorded) -> None:
    (interaction,) = load(CASSETTES / f"{one.name}.yaml")["interactions"]
    method, path = DOCUMENTED[one.name]
    asked = interaction["request"]["uri"].removeprefix(f"{ORIGIN}/v1").partition("?")[0]
    assert interaction["request"]["method"] == method
    assert re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), asked)


@each
def test_recording_again_writes_the_same_bytes(one: Recorded, tmp_path: Path) -> None:
    record(one, tmp_path)
    name = f"{one.name}.yaml"
    assert (tmp_path / name).read_bytes() == (CASSETTES / name).read_bytes()


def test_the_initial_password_and_the_token_are_not_in_the_cassettes() -> None:
    created = load(CASSETTES / "create_instance.yaml")["interactions"][0]["response"]["json"]["data"]
    token = load(CASSETTES / "token.yaml")["interactions"][0]
    assert created["password"] == SCRUBBED
    assert token["response"]["json"]["access_token"] == SCRUBBED
    assert token["request"]["headers"]["authorization"] == f"Basic {SCRUBBED}"
