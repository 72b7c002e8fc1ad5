"""The store that machines share, with a real Redis: what it keeps, what happens without one, what it never shows."""

from __future__ import annotations

import asyncio
import builtins
import logging
import os
import pickle
import signal
import socket
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any

import pytest
import redis
from cryptography.fernet import Fernet
from redis.asyncio import Redis as AsyncRedis

from aurakit import AsyncAura, Aura, ConfigurationError, RateLimit, RedisStore
from aurakit._calls import store_access as store_module
from aurakit._errors.secret import Secret
from aurakit.stores import Ask, StoreUnavailableError, Token
from faultserver import FaultServer, response

from .redis_server import PASSWORD, RedisServer, Sentinel, left_out, problem, until
from .test_conformance import together

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(left_out() is not None, reason=str(left_out()))

KEY = "0" * 64
SOON = 5.0
NOW = float(int(time.time()))
ASK = Ask("party", (RateLimit(50, 60.0),), 60.0)
LIST = response(200, {"data": []})


def test_redis_is_there() -> None:
    assert problem() is None


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RedisServer]:
    """One that a test can do to what it likes."""
    with RedisServer(tmp_path) as server:
        yield server


def token(value: str = "token-1") -> Token:
    return Token(Secret(value), NOW, NOW + 3600.0)


# ------------------------------------------------------------------------------------------------ what it keeps


def test_it_conforms(server: RedisServer) -> None:
    assert together(lambda: RedisStore(server.url, timeout=2.0)) == []


def test_it_conforms_over_tls_and_checks_the_certificate(tmp_path: Path) -> None:
    with RedisServer(tmp_path, tls=True) as server:
        store = RedisStore(server.url, timeout=2.0)
        store.save(KEY, token(), SOON)
        assert store.load(KEY, SOON) == token()
        assert store.acquire(KEY, ASK, SOON).slot and store.exposure == ""
        with pytest.raises(StoreUnavailableError, match="no connection"):
            RedisStore(server.url.partition("?")[0], timeout=2.0).load(KEY, SOON)


@pytest.mark.parametrize("decodes", [False, True])
def test_it_takes_a_client_of_the_users(server: RedisServer, decodes: bool) -> None:
    store = RedisStore(server.client(decode_responses=decodes), timeout=2.0)
    store.save(KEY, token(), SOON)
    slot = store.acquire(KEY, ASK, SOON).slot
    store.report(KEY, slot, "admitted", SOON)
    claim = store.claim(KEY, 9.0, SOON)
    assert claim is not None and store.claim(KEY, 9.0, SOON) is None
    assert store.load(KEY, SOON) == token() and store.usage(KEY, SOON).used == 1


def test_all_keys_of_a_client_id_live_on_one_node_of_a_cluster(tmp_path: Path) -> None:
    with RedisServer(tmp_path, "--cluster-enabled", "yes") as server:
        with server.client() as client:
            client.execute_command("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
        ends = time.monotonic() + SOON
        while True:
            cluster = None
            try:
                cluster = redis.RedisCluster.from_url(server.url)
                cluster.set("x", 1)
                break
            except redis.RedisError:
                assert time.monotonic() < ends
                time.sleep(0.05)
        store = RedisStore(cluster, timeout=2.0)
        store.save(KEY, token(), SOON)
        assert store.load(KEY, SOON) == token()
        assert store.acquire(KEY, ASK, SOON).slot and store.usage(KEY, SOON).used == 1
        cluster.close()


def test_every_key_has_the_prefix_one_hash_tag_and_an_expiry(server: RedisServer) -> None:
    store = RedisStore(server.url, prefix="mine:", timeout=2.0)
    store.save(KEY, token(), SOON)
    store.claim(KEY, 9.0, SOON)
    slots = [store.acquire(KEY, Ask("party", (RateLimit(5, 60.0),), 60.0), SOON).slot for _ in range(6)]
    store.report(KEY, slots[0], "admitted", SOON)
    store.penalise(KEY, slots[1], 3.0, SOON)
    with server.client(decode_responses=True) as client:
        keys = client.keys("*")
        assert len(keys) == 7
        for key in keys:
            assert key.startswith(f"mine:{{{KEY}}}:")
            assert 0 < client.ttl(key) <= 3600


def test_a_token_is_encrypted_when_the_user_asks_and_of_no_use_with_another_key(server: RedisServer) -> None:
    store = RedisStore(server.url, encryption_key=Fernet.generate_key(), timeout=2.0)
    store.save(KEY, token("plain-to-see"), SOON)
    assert store.load(KEY, SOON) == token("plain-to-see")
    assert RedisStore(server.url, encryption_key=Fernet.generate_key(), timeout=2.0).load(KEY, SOON) is None
    with server.client() as client:
        assert b"plain-to-see" not in client.hget(f"aurakit:{{{KEY}}}:token", "value")
    store.discard(KEY, token("plain-to-see"), SOON)
    assert store.load(KEY, SOON) is None


def test_the_clock_is_the_servers(server: RedisServer) -> None:
    clock = RedisStore(server.url, timeout=2.0).usage(KEY, SOON).clock
    assert clock == pytest.approx(time.time(), abs=2.0)


# ------------------------------------------------------------------------------------------------ arguments


@pytest.mark.parametrize("url", [f"http://:{PASSWORD}@host", PASSWORD, f"redis://:{PASSWORD}@host:port"])
def test_what_is_no_url_is_refused_without_being_quoted(url: str) -> None:
    with pytest.raises(ConfigurationError, match="must begin with redis://") as caught:
        RedisStore(url)
    assert PASSWORD not in str(caught.value)


def test_a_client_that_cannot_be_used_and_other_wrong_arguments_are_refused() -> None:
    for client in (AsyncRedis(), object()):
        with pytest.raises(ConfigurationError, match=r"not of redis\.asyncio"):
            RedisStore(client)
    with pytest.raises(ConfigurationError, match="timeout"):
        RedisStore("redis://host", timeout=0.0)
    with pytest.raises(ConfigurationError, match="encryption_key") as caught:
        RedisStore("redis://host", encryption_key=PASSWORD)
    assert PASSWORD not in str(caught.value)


@pytest.mark.parametrize(("missing", "told"), [("redis", r"aurakit\[redis\]"), ("cryptography", "pip install")])
def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, missing: str, told: str) -> None:
    load = builtins.__import__

    def refuse(name: str, *arguments: Any, **options: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ImportError(name)
        return load(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ConfigurationError, match=told):
        RedisStore("redis://host", encryption_key=None if missing == "redis" else "x")


def test_url_user_name_and_password_are_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    url = f"redis://someone:{PASSWORD}@redis.internal.invalid:1"
    store = RedisStore(url)
    with pytest.raises(StoreUnavailableError) as caught:
        store.load(KEY, SOON)
    with pytest.raises(TypeError, match="cannot be pickled") as pickled:
        pickle.dumps(store)
    told = traceback.format_exception(caught.value)  # with what came before it, if anything did
    shown = " ".join([repr(store), str(store), *told, str(pickled.value), caplog.text, str(vars(store))])
    for part in (PASSWORD, "someone", "redis.internal"):
        assert part not in shown


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("redis://:pw@redis.example", "not encrypted"),
        ("rediss://redis.example", "no password"),
        ("rediss://:pw@redis.example", ""),
        ("redis://localhost", ""),
        ("unix:///run/redis.sock", ""),
    ],
)
def test_it_says_in_what_way_others_could_read_the_token(url: str, told: str) -> None:
    exposure = RedisStore(url).exposure
    assert told in exposure and bool(told) == bool(exposure)


def test_stores_of_the_same_redis_are_equal_so_that_clients_share_what_they_know() -> None:
    one, same, other = RedisStore("redis://a"), RedisStore("redis://a"), RedisStore("redis://b")
    assert one == same != other and len({one, same, other}) == 2


# ------------------------------------------------------------------------------------------------ without it


def acquired(store: RedisStore) -> None:
    """Get a slot, in spite of a short deadline on a loaded machine."""
    ends = time.monotonic() + SOON
    while True:
        try:
            assert store.acquire(KEY, ASK, SOON).slot
            return
        except StoreUnavailableError:
            assert time.monotonic() < ends


def failure(store: RedisStore) -> str:
    began = time.monotonic()
    with pytest.raises(StoreUnavailableError) as caught:
        store.acquire(KEY, ASK, SOON)
    assert time.monotonic() - began < store._timeout + 0.5 and not caught.value.lasting
    return str(caught.value)


def test_each_way_in_which_redis_fails_is_told_and_passes_by_itself(own_server: RedisServer) -> None:
    store = RedisStore(own_server.url, timeout=2.0)
    assert store.acquire(KEY, ASK, SOON).slot
    with own_server.client() as admin:
        admin.config_set("maxmemory", 1)
        assert failure(store) == "Redis is out of memory"
        admin.config_set("maxmemory", 0)
        assert store.acquire(KEY, ASK, SOON).slot
        admin.replicaof("127.0.0.1", 1)
        assert failure(store) == "this Redis is read-only"
        admin.replicaof("NO", "ONE")
        assert store.acquire(KEY, ASK, SOON).slot
        admin.script_flush()
        assert store.acquire(KEY, ASK, SOON).slot
    wrong = RedisStore(own_server.url.replace(PASSWORD, "wrong"), timeout=2.0)
    assert failure(wrong) == "Redis refuses the user name or the password"


def test_a_redis_that_is_started_anew_is_used_at_once_and_one_that_is_gone_is_told(own_server: RedisServer) -> None:
    store = RedisStore(own_server.url, timeout=2.0)
    assert store.acquire(KEY, ASK, SOON).slot
    own_server.stop()
    own_server.start()
    assert store.acquire(KEY, ASK, SOON).slot
    own_server.stop()
    assert failure(store) == "there is no connection to Redis"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP there")
@pytest.mark.parametrize("warm", [True, False])
def test_a_redis_that_hangs_holds_up_nobody_for_long(own_server: RedisServer, warm: bool) -> None:
    store = RedisStore(own_server.url)
    if warm:
        acquired(store)
    assert own_server._process is not None
    own_server._process.send_signal(signal.SIGSTOP)
    assert failure(store) == "Redis did not respond within 0.25 s"
    own_server._process.send_signal(signal.SIGCONT)
    acquired(store)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP there")
@pytest.mark.parametrize("warm", [True, False])
def test_a_token_is_waited_for_longer_than_a_slot_since_another_one_would_cost_one_of_fifteen_an_hour(
    own_server: RedisServer, warm: bool
) -> None:
    store = RedisStore(own_server.url, timeout=0.1)
    RedisStore(own_server.url, timeout=2.0).save(KEY, token(), SOON)
    if warm:
        acquired(store)
    assert own_server._process is not None
    own_server._process.send_signal(signal.SIGSTOP)
    threading.Timer(0.5, own_server._process.send_signal, [signal.SIGCONT]).start()
    began = time.monotonic()
    assert store.load(KEY, SOON) == token()
    assert time.monotonic() - began >= 0.4


def test_a_server_that_speaks_something_else_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        told = failure(RedisStore(f"redis://127.0.0.1:{listener.getsockname()[1]}"))
    assert "Redis" in told or "redis-py" in told


def test_calls_go_on_without_it_and_come_back_to_it_by_themselves(
    own_server: RedisServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "TRY_AGAIN", 0.2)
    caplog.set_level(logging.INFO, "aurakit")
    store = RedisStore(own_server.url, timeout=2.0)
    with FaultServer(default=LIST) as api, Aura("id", "secret", base_url=api.url, store=store) as aura:
        aura.instances.list()
        own_server.stop()
        for _ in range(3):
            assert aura.instances.list() == []
            time.sleep(0.25)
        own_server.start()
        aura.instances.list()
        assert api.token_requests == 1
        with own_server.client() as client:
            assert len(client.keys("*slots")) == 1
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in told] == ["WARNING", "INFO"]
    assert told[0][1].startswith("The store RedisStore cannot be used: there is no connection to Redis.")


def test_calls_go_on_while_a_sentinel_makes_a_replica_the_master_and_the_token_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "TRY_AGAIN", 0.2)
    caplog.set_level(logging.INFO, "aurakit")
    folders = [tmp_path / name for name in ("master", "replica", "sentinel")]
    for folder in folders:
        folder.mkdir()
    with RedisServer(folders[0], "--repl-diskless-sync-delay", "0") as first:
        replica = RedisServer(folders[1], "--replicaof", f"127.0.0.1 {first.port}", "--masterauth", PASSWORD)
        with replica, Sentinel(folders[2], first, replica) as sentinel, FaultServer(default=LIST) as api:
            store = RedisStore(sentinel.master(), timeout=2.0)
            with Aura("id", "secret", base_url=api.url, store=store) as aura:
                aura.instances.list()
                with replica.client() as client:
                    until(lambda: client.keys("*token"))  # the replica has received it
                first.stop()
                assert aura.instances.list() == []
                until(lambda: sentinel.port_of_master() == replica.port)
                until(lambda: aura.instances.list() == [] and not store_module.health_of(store).problem)
            with Aura("id", "secret", base_url=api.url, store=RedisStore(replica.url, timeout=2.0)) as another:
                another.instances.list()
            assert api.token_requests == 1
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in told] == ["WARNING", "INFO"]
    assert told[0][1].startswith("The store RedisStore cannot be used: there is no connection to Redis.")


def test_an_event_loop_goes_on_while_redis_hangs(own_server: RedisServer) -> None:
    gaps: list[float] = []

    async def tick() -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.01)
            gaps.append(time.monotonic() - began)

    async def calls(url: str) -> None:
        async with AsyncAura("id", "secret", base_url=url, store=RedisStore(own_server.url)) as aura:
            await aura.instances.list()
            assert own_server._process is not None
            own_server._process.send_signal(signal.SIGSTOP)
            ticking = asyncio.create_task(tick())
            await asyncio.gather(*(aura.instances.list() for _ in range(5)))
            ticking.cancel()

    with FaultServer(default=LIST) as api:
        asyncio.run(calls(api.url))
        assert api.count() == 6
    assert len(gaps) > 4 and sorted(gaps)[len(gaps) // 2] < 0.1


@pytest.mark.skipif(sys.platform == "win32", reason="no forks there")
def test_a_forked_child_uses_connections_of_its_own(server: RedisServer) -> None:
    store = RedisStore(server.url, timeout=2.0)
    mine = store.acquire(KEY, ASK, SOON).slot
    child = os.fork()
    if not child:
        status = 1
        try:
            status = 0 if store.acquire(KEY, ASK, SOON).slot not in ("", mine) else 2
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    assert store.acquire(KEY, ASK, SOON).slot not in ("", mine)
