"""The arguments of a client, validated: those that are fixed, and the options that `with_options` changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._calls.retry import RetryPolicy
from .._ratelimit.window import RateLimit
from .._version import __version__
from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .._auth.store_protocol import Store
    from .._errors.secret import Secret
    from ..clock import Clock
    from ..hooks import Hook
    from .version import Version

MAX_RESPONSE_BYTES: Final = 16 * 1024 * 1024
STORE_METHODS: Final = ("load", "save", "discard", "claim", "acquire", "report", "penalise")
DEFAULT_RATE_LIMIT: Final = RateLimit(125, per=60.0)


class Arguments(NamedTuple):
    """The arguments of a client that do not change with `with_options`."""

    client_id: str | None
    client_secret: Secret | None
    base_url: str | None
    rate_limit: RateLimit | None
    store: Store | None
    max_response_bytes: int
    transport: Any
    proxy: Any
    verify: Any
    trust_env: bool
    user_agent: str | None
    default_headers: Mapping[str, Secret] | None
    hooks: Sequence[Hook]
    allow_http: bool | None
    clock: Clock | None
    random: Callable[[], float] | None

    def check(self) -> None:
        """Raise ConfigurationError for an argument that cannot be used."""
        limit, store = self.rate_limit, self.store
        size: object = self.max_response_bytes
        if limit is not None and not isinstance(limit, RateLimit):
            raise ConfigurationError(
                f"rate_limit must be None or a RateLimit, such as RateLimit(125, per=60.0), not {limit!r}"
            )
        if store is not None and not all(hasattr(store, method) for method in STORE_METHODS):
            raise ConfigurationError(
                "store must be None, FileStore(), RedisStore(...) or another aurakit.stores.Store, not "
                f"{type(store).__name__}"
            )
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise ConfigurationError(f"max_response_bytes must be a whole number, 1 or more, not {size!r}")


class Options(NamedTuple):
    """What `with_options` changes."""

    timeout: float
    """Seconds for a call, not counting the rate limiter's queue."""
    policy: RetryPolicy
    scope: Mapping[str, str] = {}
    """The ids for requests that were made without them, such as `project_id`."""
    wait_for_operations: float = 0.0
    """Seconds to wait while another operation makes the API refuse a call with 409."""

    @classmethod
    def checked(cls, timeout: object, max_retries: int) -> Options:
        """The options. Raises ConfigurationError for one that cannot be used."""
        if isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not 0 < timeout <= sys.float_info.max:
            shown = "so long a number" if isinstance(timeout, int) and timeout.bit_length() > 1024 else repr(timeout)
            raise ConfigurationError(f"timeout must be a number of seconds above 0, not {shown}")
        return cls(float(timeout), RetryPolicy(max_retries))

    def changed(self, timeout: float | None, max_retries: int | None, wait_for_operations: object = None) -> Options:
        """A copy in which the given options are changed."""
        seconds = self.wait_for_operations if wait_for_operations is None else wait_for_operations
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds <= sys.float_info.max:
            raise ConfigurationError(f"wait_for_operations must be a number of seconds, 0 or more, not {seconds!r}")
        options = self.checked(
            self.timeout if timeout is None else timeout,
            self.policy.max_retries if max_retries is None else max_retries,
        )
        return options._replace(scope=self.scope, wait_for_operations=float(seconds))

    def scoped(self, version: Version, ids: Mapping[str, str | None]) -> Options:
        """A copy with the ids that are given, or that the environment has for this version.

        Raises ConfigurationError for an id that cannot be sent, or that the version does not use.
        """
        from .scope import scope_of

        return self._replace(scope=scope_of(version, self.scope, ids))


def user_agent(application: str | None, version: str) -> str:
    """The value of `User-Agent`: the application's part first, if there is one, then ours."""
    ours = f"aurakit/{__version__} (python {'.'.join(map(str, sys.version_info[:3]))}; api {version})"
    if application is None:
        return ours
    if not isinstance(application, str):
        raise TypeError(f"user_agent must be text, not {type(application).__name__}")
    if not (application.isascii() and application.isprintable() and application.strip()) or len(application) > 500:
        raise ConfigurationError(
            "user_agent must be printable ASCII text, such as `my-app/1.0`, of at most 500 characters"
        )
    return f"{application.strip()} {ours}"
