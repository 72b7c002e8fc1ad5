"""The store that processes of several machines share, in Redis or Valkey; needs the extra `redis`."""

from __future__ import annotations

import inspect
import math
import os
import time
from collections import deque
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from .._auth.tokens import Token
from .._calls.addresses import is_loopback
from .._calls.imports import importing
from .._calls.store_access import LONGEST_USE, StoreUnavailableError
from .._calls.wakers import Waker, in_thread
from .._errors.secret import Secret
from .._ratelimit.shared_limit import Permit, Usage
from .._ratelimit.window import RateLimit
from ..errors import ConfigurationError
from .ledger import strictest
from .redis_script import DIGEST, KEYS, SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._auth.store_protocol import Claim
    from .._ratelimit.shared_limit import Ask, Ended

# What is needed once an hour, and gets more time than `timeout`.
_ABOUT_THE_TOKEN: Final = frozenset({"load", "save", "discard", "claim", "release"})
# Connections that are kept for the next operation.
_MOST_IDLE: Final = 8


class RedisStore:
    """One token and one rate limit for all processes, on any number of machines, in Redis or Valkey.

    The API counts requests and tokens by client id. With a store, all processes together send no more than it allows,
    in turn, and request one token an hour. When Redis cannot be reached, is slow or refuses a command, each process
    keeps to its own limit, the logger `aurakit` says so once a minute, and Redis is tried again. All keys expire.

    Args:
        url: `redis://`, `rediss://` (TLS) or `unix://`, with user name, password and database as redis-py accepts them;
            or a client of redis-py, such as a `RedisCluster` or one from a `Sentinel`, but not of `redis.asyncio`, not
            even for an `AsyncAura`. No text shows them.
        prefix: the beginning of the name of each key.
        timeout: seconds that an operation on the limit may take. Operations on the token, which are rare, may take five
            seconds: a process that gives up requests a token of its own, and all together have 15 an hour.
        encryption_key: a key of `cryptography.fernet.Fernet` with which to encrypt the token; it is not encrypted if
            None. Needs the package `cryptography`.

    Raises:
        ConfigurationError: redis-py is missing, or an argument cannot be used.

    See https://neo4j.com/docs/aura/api/overview/ for the limit, and https://neo4j.com/docs/aura/api/authentication/ for
    tokens.
    """

    def __init__(
        self,
        url: str | Any,
        *,
        prefix: str = "aurakit:",
        timeout: float = 0.25,
        encryption_key: str | bytes | None = None,
    ) -> None:
        secret = Secret.of(url) if isinstance(url, str) else None
        client = None if isinstance(url, str) else url
        url = None  # crash reports can show the variables of this frame
        if not timeout > 0:
            raise ConfigurationError(f"RedisStore(timeout=...) must be a number of seconds above 0, not {timeout!r}")
        self._prefix = prefix
        self._timeout = timeout
        self._url = secret
        self._cipher = _cipher(encryption_key)
        self._client = client
        self._make = _no_url if secret is None else _maker(secret)
        self._idle: deque[Any] = deque()
        self._process = os.getpid()
        if client is not None and (
            not hasattr(client, "execute_command") or inspect.iscoroutinefunction(client.execute_command)
        ):
            raise ConfigurationError(
                "RedisStore takes a URL or a client of redis-py such as redis.Redis, not of redis.asyncio, for an "
                "AsyncAura too: it is used in a separate thread"
            )

    def load(self, key: str, timeout: float) -> Token | None:
        """The token that was saved last, or None."""
        value, obtained, expires = self._run(key, timeout, "load")
        if value is None:
            return None
        text = self._cipher.opened(_text(value))
        return None if text is None else Token(Secret(text), float(obtained), float(expires))

    def save(self, key: str, token: Token, timeout: float) -> None:
        """Save `token` in place of an earlier one, until it expires."""
        lasts = max(1, math.ceil(1000.0 * (token.expires_at - time.time())))
        value = self._cipher.closed(token.value.reveal())
        self._run(key, timeout, "save", value, _digest(token), repr(token.obtained_at), repr(token.expires_at), lasts)

    def discard(self, key: str, token: Token, timeout: float) -> None:
        """Forget `token`, unless another one was saved meanwhile."""
        self._run(key, timeout, "discard", _digest(token))

    def claim(self, key: str, seconds: float, timeout: float) -> Claim | None:
        """Claim the right to request the next token, for a number of seconds; None while another process has it."""
        holder = os.urandom(16).hex()
        claimed = self._run(key, timeout, "claim", holder, max(1, math.ceil(1000.0 * seconds)))
        return _RedisClaim(self, key, holder) if int(claimed) else None

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        """Grant a slot, or say when to ask again."""
        rates = [value for rate in ask.rates for value in (rate.limit, repr(rate.per))]
        wait, slot = self._run(key, timeout, "acquire", ask.party, repr(ask.lasts), ask.reserve, *rates)
        return Permit(float(wait), _text(slot))

    def report(self, key: str, slot: str, ended: Ended, timeout: float) -> None:
        """The attempt in a slot has ended."""
        self._run(key, timeout, "report", slot, ended)

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        """The attempt in a slot got a 429: no slot is granted for `seconds`."""
        self._run(key, timeout, "penalise", slot, repr(float(seconds)))

    def usage(self, key: str, timeout: float) -> Usage:
        """The limit in force, and how much of it is used."""
        now, paused, waiting, *found = self._run(key, timeout, "usage")
        used = {RateLimit(int(found[n]), float(found[n + 1])): int(found[n + 2]) for n in range(0, len(found), 3)}
        rates = tuple(strictest(list(used)))
        clock = float(now)
        return Usage(rates, used[rates[0]] if rates else 0, int(waiting), max(0.0, float(paused) - clock), clock)

    @property
    def exposure(self) -> str:
        """How others could read the stored data; empty if no way is known."""
        if self._url is None:
            return ""
        from urllib.parse import urlsplit

        parts = urlsplit(self._url.reveal())
        local = parts.scheme == "unix" or is_loopback(parts.hostname or "")
        if parts.scheme != "rediss" and not local:
            return "the connection is not encrypted: use rediss://, since the token can be read on the way"
        return "" if parts.password or local else "it asks for no password, so all who reach it can read the token"

    def close(self) -> None:
        """Close the connections that this store opened. The next use opens them again."""
        while self._idle:
            with suppress(Exception):
                self._idle.pop().disconnect()

    # ------------------------------------------------------------------------------------------------ operations

    def _run(self, key: str, timeout: float, *arguments: Any) -> Any:
        """What the script returns. Raises StoreUnavailableError."""
        if arguments[0] not in _ABOUT_THE_TOKEN:
            timeout = min(timeout, self._timeout)
        keys = [f"{self._prefix}{{{key}}}:{name}" for name in KEYS]
        rest = (len(keys), *keys, *arguments)
        with importing:
            import redis
        problem = ""
        try:
            if self._process != os.getpid():  # after a fork the connections are the parent's
                self._idle, self._process = deque(), os.getpid()
            with suppress(IndexError, redis.ConnectionError):  # the server may have closed it since it was used
                return self._on(self._idle.pop(), rest, timeout)
            self._idle.clear()
            return _within(timeout, lambda: self._fresh(rest, timeout))
        except Exception as error:  # noqa: BLE001  # its text may show the URL
            problem = _reason(error, redis, timeout)
        raise StoreUnavailableError(problem)

    def _fresh(self, rest: tuple[Any, ...], timeout: float) -> Any:
        """The same with a new connection, or with the user's client."""
        if self._client is not None:
            return _evaluated(self._client.execute_command, rest)
        connection = self._make()
        connection.connect()
        return self._on(connection, rest, timeout)

    def _on(self, connection: Any, rest: tuple[Any, ...], timeout: float) -> Any:
        """The same with this connection, which is kept only if all went well: otherwise its next reply could belong to
        this command."""

        def execute(*command: Any) -> Any:
            connection.send_command(*command)
            if not connection.can_read(timeout):
                raise TimeoutError
            return connection.read_response()

        good = False
        try:
            result = _evaluated(execute, rest)
            good = len(self._idle) < _MOST_IDLE
        finally:
            if good:
                self._idle.append(connection)
            else:
                with suppress(Exception):
                    connection.disconnect()
        return result

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RedisStore) and other._identity() == self._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[object, ...]:
        return self._url, id(self._client), self._prefix, self._timeout, self._cipher

    def __repr__(self) -> str:
        return "RedisStore(***)"

    def __reduce__(self) -> Any:
        raise TypeError("a RedisStore holds a password, so it cannot be pickled: make one in the other process")


class _RedisClaim:
    def __init__(self, store: RedisStore, key: str, holder: str) -> None:
        self._store = store
        self._values = key, holder

    def release(self, timeout: float) -> None:
        """Release it."""
        key, holder = self._values
        self._store._run(key, timeout, "release", holder)


class _Plain:
    """Stores a token unencrypted. All instances are equal."""

    def closed(self, text: str) -> str:
        return text

    def opened(self, text: str) -> str | None:
        return text


class _Encrypted:
    """Stores a token encrypted."""

    def __init__(self, fernet: Any) -> None:
        self._fernet = fernet

    def closed(self, text: str) -> str:
        return str(self._fernet.encrypt(text.encode()).decode())

    def opened(self, text: str) -> str | None:
        try:
            return str(self._fernet.decrypt(text.encode()).decode())
        except Exception:  # noqa: BLE001  # it was encrypted with another key, or not at all
            return None


_PLAIN: Final = _Plain()


def _cipher(key: str | bytes | None) -> _Plain | _Encrypted:
    if key is None:
        return _PLAIN
    problem = (
        "RedisStore(encryption_key=...) must be a key of cryptography.fernet.Fernet, as Fernet.generate_key() makes"
    )
    try:
        from cryptography.fernet import Fernet

        return _Encrypted(Fernet(key))
    except ImportError:
        problem = 'RedisStore(encryption_key=...) needs the package cryptography: pip install "cryptography"'
    except Exception:  # noqa: BLE001, S110  # its text may quote the key
        pass
    raise ConfigurationError(problem)


def _no_url() -> Any:
    raise AssertionError("there is a client")


def _maker(url: Secret) -> Callable[[], Any]:
    """A function that makes connections. Raises ConfigurationError for an invalid URL, or without redis-py."""
    try:
        with importing:
            return _made(url)
    except ImportError:
        problem = 'RedisStore needs redis-py: pip install "aurakit[redis]"'
    except ValueError:  # its text quotes the URL
        problem = "RedisStore(url) must begin with redis://, rediss:// or unix://, and be a URL that redis-py accepts"
    raise ConfigurationError(problem)


def _made(url: Secret) -> Callable[[], Any]:
    from redis.backoff import NoBackoff
    from redis.connection import Connection, parse_url
    from redis.retry import Retry

    parse: Callable[[str], dict[str, Any]] = parse_url
    options = dict(parse(url.reveal()))
    kind = options.pop("connection_class", Connection)
    # Each operation has a time limit of its own. These are for connecting, so that its thread ends at some time.
    options |= {"socket_timeout": LONGEST_USE, "retry": Retry(NoBackoff(), 0), "protocol": 2}
    if "path" not in options:
        options["socket_connect_timeout"] = LONGEST_USE
    return lambda: kind(**options)


def _evaluated(execute: Callable[..., Any], rest: tuple[Any, ...]) -> Any:
    """What the script returns; it is sent if Redis does not know it yet."""
    from redis.exceptions import NoScriptError

    try:
        return execute("EVALSHA", DIGEST, *rest)
    except NoScriptError:
        return execute("EVAL", SCRIPT, *rest)


def _within(seconds: float, action: Callable[[], Any]) -> Any:
    """What `action` returns, run in a thread, since name resolution and handshakes have no time limit."""
    done = Waker()
    result = in_thread(action, done)
    done.wait(seconds)
    if not result:
        raise TimeoutError
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


_KNOWN: Final = {
    "AskError": "this Redis is part of a cluster: give RedisStore a RedisCluster client",
    "BusyLoadingError": "Redis is loading its data",
    "ClusterDownError": "the Redis cluster is down",
    "MasterDownError": "this Redis has lost its master",
    "MovedError": "this Redis is part of a cluster: give RedisStore a RedisCluster client",
    "NoPermissionError": "Redis does not allow this user the commands EVALSHA and EVAL, or these keys",
    "OutOfMemoryError": "Redis is out of memory",
    "ReadOnlyError": "this Redis is read-only",
}
"""By the name of redis-py's exception, since not every version has all of them."""


def _reason(error: Exception, redis: Any, timeout: float) -> str:
    """What is wrong, without the error's text, which may contain the address of Redis."""
    if isinstance(error, (TimeoutError, redis.TimeoutError)):
        return f"Redis did not respond within {timeout:g} s"
    if isinstance(error, redis.AuthenticationError):
        return "Redis refuses the user name or the password"
    if (known := _KNOWN.get(type(error).__name__)) is not None:
        return known
    if isinstance(error, redis.ResponseError):
        return f"Redis responds with an error, {type(error).__name__}"
    if isinstance(error, (redis.ConnectionError, OSError)):
        return "there is no connection to Redis"
    return f"redis-py raised {type(error).__name__}"


def _digest(token: Token) -> str:
    return sha256(token.value.reveal().encode()).hexdigest()


def _text(value: Any) -> str:
    """What Redis returned, as text; the user's client may decode it already."""
    return value.decode() if isinstance(value, bytes) else str(value)
