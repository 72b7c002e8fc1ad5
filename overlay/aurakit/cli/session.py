"""The client of a command: credentials, token store and log for a process that runs one command."""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from .failures import warn
from .profiles import Profile, chosen_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .options import Settings

STORE_VARIABLE: Final = "AURAKIT_STORE"
PROJECT_VARIABLE: Final = "AURA_PROJECT_ID"


@contextmanager
def opened(settings: Settings, version: str) -> Iterator[Any]:
    """A client of a version of the API, with warnings and, if requested, every attempt on standard error."""
    profile = chosen_profile(settings.profile, os.environ)
    client_class = import_module(f"aurakit.{version}").Aura
    with _told(verbose=settings.verbose), client_class(**_arguments(profile, settings, version)) as client:
        yield client


def _arguments(profile: Profile | None, settings: Settings, version: str) -> dict[str, Any]:
    arguments: dict[str, Any] = {"timeout": settings.timeout, "user_agent": "aurakit-cli"}
    if os.environ.get(STORE_VARIABLE, "").strip().lower() not in ("off", "none", "0"):
        from ..stores.file import FileStore

        arguments["store"] = FileStore()  # a new token for each command would exceed the limit of 15 an hour
    if profile is not None:
        arguments |= {"client_id": profile.client_id, "client_secret": profile.secret.reveal()}
        arguments["base_url"] = profile.address(os.environ)
    if version != "v1":
        arguments |= scope_of(profile)
    return arguments


def scope_of(profile: Profile | None) -> Mapping[str, str]:
    """The organization and project of a profile, for those that the environment does not set."""
    if profile is None:
        return {}
    found = {"organization_id": profile.organization_id, "project_id": profile.project_id}
    return {name: value for name, value in found.items() if value and f"AURA_{name.upper()}" not in os.environ}


def default_project(settings: Settings) -> str | None:
    """The project to use if one is needed and none was given."""
    profile = chosen_profile(settings.profile, os.environ)
    return os.environ.get(PROJECT_VARIABLE) or (profile.project_id if profile is not None else None)


class _Lines(logging.Handler):
    """Log records as lines on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        before = "Warning: " if record.levelno >= logging.WARNING else ""
        click.echo(f"{before}{record.getMessage()}", err=True)


@contextmanager
def _told(*, verbose: bool) -> Iterator[None]:
    """Warnings and log records on standard error."""
    from .._client.deprecation import AuraDeprecationWarning

    logger, handler = logging.getLogger("aurakit"), _Lines()
    level, propagates = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if verbose else logging.WARNING)
    logger.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            warnings.simplefilter("ignore", AuraDeprecationWarning)  # the log says the same
            warnings.showwarning = lambda message, *_, **__: warn(" ".join(str(message).split()))
            yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagates
