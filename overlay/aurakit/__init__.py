"""aurakit: the Python SDK for the Neo4j Aura API.

    from aurakit import Aura

    with Aura() as aura:
        for instance in aura.instances.list():
            print(instance.id, instance.name)

Every public name is in `__all__`; models and enums are in `aurakit.v1`. Each is imported when it is first used, so that
a program loads only what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._calls.imports import importing

if TYPE_CHECKING:
    from ._auth.tokens import Token
    from ._client.deprecation import AuraDeprecationWarning
    from ._client.poll_callbacks import PollStatus
    from ._client.progress import Progress, progress
    from ._errors.secret import Secret
    from ._ratelimit.window import RateLimit
    from ._version import __version__
    from .errors import (
        APIError,
        Attempt,
        AuraError,
        AuthenticationError,
        BadRequestError,
        ClientClosedError,
        ConfigurationError,
        ConflictError,
        ConnectionFailedError,
        ErrorDetail,
        ForbiddenError,
        InstanceMismatchError,
        InvalidArgumentError,
        NotFoundError,
        OutcomeUnknownError,
        PaymentRequiredError,
        RateLimitError,
        RequestTimeoutError,
        ResponseDecodeError,
        ServerError,
        UnauthorizedError,
        WaitAllError,
        WaitError,
        WaitFailedError,
        WaitTimeoutError,
    )
    from .stores.file import FileStore
    from .stores.redis import RedisStore
    from .v1.client import AsyncAura, Aura
    from .v1.connection import Connection, connection
    from .v1.ensure import Ensured

_MODULES = {
    "v1.client": ("AsyncAura", "Aura"),
    "v1.connection": ("Connection", "connection"),
    "v1.ensure": ("Ensured",),
    "errors": (
        "APIError", "Attempt", "AuraError", "AuthenticationError", "BadRequestError", "ClientClosedError",
        "ConfigurationError", "ConflictError", "ConnectionFailedError", "ErrorDetail", "ForbiddenError",
        "InstanceMismatchError",
        "InvalidArgumentError", "NotFoundError", "OutcomeUnknownError", "PaymentRequiredError", "RateLimitError",
        "RequestTimeoutError", "ResponseDecodeError", "ServerError", "UnauthorizedError", "WaitAllError",
        "WaitError", "WaitFailedError", "WaitTimeoutError",
    ),
    "_ratelimit.window": ("RateLimit",),
    "stores.file": ("FileStore",),
    "stores.redis": ("RedisStore",),
    "_auth.tokens": ("Token",),
    "_errors.secret": ("Secret",),
    "_client.deprecation": ("AuraDeprecationWarning",),
    "_client.poll_callbacks": ("PollStatus",),
    "_client.progress": ("Progress", "progress"),
    "_version": ("__version__",),
}  # fmt: skip
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "APIError",
    "AsyncAura",
    "Attempt",
    "Aura",
    "AuraDeprecationWarning",
    "AuraError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "Connection",
    "ConnectionFailedError",
    "Ensured",
    "ErrorDetail",
    "FileStore",
    "ForbiddenError",
    "InstanceMismatchError",
    "InvalidArgumentError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PaymentRequiredError",
    "PollStatus",
    "Progress",
    "RateLimit",
    "RateLimitError",
    "RedisStore",
    "RequestTimeoutError",
    "ResponseDecodeError",
    "Secret",
    "ServerError",
    "Token",
    "UnauthorizedError",
    "WaitAllError",
    "WaitError",
    "WaitFailedError",
    "WaitTimeoutError",
    "__version__",
    "connection",
    "progress",
]

if not TYPE_CHECKING:  # with a typed `__getattr__` a checker would accept any misspelt name

    def __getattr__(name: str) -> Any:
        module = _HOME.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        with importing:
            value = globals()[name] = getattr(import_module(f".{module}", __name__), name)
        return value

    def __dir__() -> list[str]:
        return __all__
