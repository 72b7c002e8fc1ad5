"""A warning and a log record, once per process, when the API announces the end of a version."""

from __future__ import annotations

import re
import sys
import warnings
from typing import TYPE_CHECKING, Final

from .._calls.imports import importing
from .._errors.redaction import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

EXPIRES: Final = "X-Tyk-Api-Expires"
_DATE: Final = re.compile(r"(?=.*\b[0-9]{4}\b)[\x20-\x7e]{8,60}", re.ASCII)


class AuraDeprecationWarning(FutureWarning):
    """The API has announced the end of the version that this client uses.

    A FutureWarning, because Python shows those by default: the people who run the program must act in time.
    """


def deprecation(headers: Mapping[str, str]) -> datetime | None:
    """When this version ends according to the API, in UTC; None if the API does not say, or not in a readable way.

    The announcement is the optional header `X-Tyk-Api-Expires: Mon, 03 Mar 2025 00:00:00 UTC`.
    """
    text = headers.get(EXPIRES)
    if not text or not _DATE.fullmatch(text):
        return None
    from datetime import UTC, datetime, timedelta, timezone

    with importing:
        from dateutil.parser import parse

    def zone(_name: str | None, offset: int | None) -> timezone:
        return timezone(timedelta(seconds=offset)) if offset else UTC

    try:
        return parse(text, default=datetime(1, 1, 1), tzinfos=zone).astimezone(UTC)  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None


_warned: dict[tuple[str, str], list[str]] = {}
"""The announcements that this process warned of, by base URL and version."""


def announced(base: str, version: str) -> str | None:
    """What responses from this base URL said about the end of the version; None if they said nothing."""
    found = _warned.get((base, version))
    return found[0] if found else None


def warn_of_deprecation(headers: Mapping[str, str], base: str, version: str) -> None:
    """Warn, once per process and base URL, when a response's headers announce the end of this version.

    It issues an AuraDeprecationWarning and a record of the logger `aurakit`. That never ends a call, even where
    warnings are turned into errors: the response may be the only one with an initial password.
    """
    if EXPIRES not in headers:
        return
    mark = [headers[EXPIRES]]
    if (
        _warned.setdefault((base, version), mark) is not mark
    ):  # one step, so threads need no lock, and a fork cannot leave one held
        return
    import logging

    ends = deprecation(headers)
    when = f"on {ends:%Y-%m-%d %H:%M} UTC" if ends else f"at a time written as {safe_text(headers[EXPIRES], 60)!r}"
    text = (
        f"Update aurakit (`pip install --upgrade aurakit`), and programs that use it, before then: {base} announces "
        f"that version {version} of the Aura API ends {when}"
    )
    logging.getLogger("aurakit").warning(text)
    try:
        warnings.warn(text, AuraDeprecationWarning, stacklevel=_level_of_caller())
    except AuraDeprecationWarning:
        return


def _level_of_caller() -> int:
    """The `stacklevel`, seen from `warn_of_deprecation`, of the first frame outside libraries."""
    libraries = {"aurakit", "aurakit_raw", "httpx", "httpx2", "httpcore", "httpcore2", "anyio", "asyncio"}
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in libraries:
        level, frame = level + 1, frame.f_back
    return level
