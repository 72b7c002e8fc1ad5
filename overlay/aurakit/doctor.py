"""What `python -m aurakit` finds out about a setup: one check for each thing that can be wrong, in the order of a call.

Everything is looked at the way a client does it, with the same functions, so that what is well here is well there. The
texts are those of the errors, which say what to do and hold no secret. How they are shown is `__main__`'s.
"""

from __future__ import annotations

import logging
import os
import platform
import warnings
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import httpx

from aurakit_raw.v1.api.projects import list_projects

from .client import DEFAULT_RATE_LIMIT, VERSION, Aura
from .credentials import find_credentials
from .deadline import Deadline
from .errors import AuraError
from .proxies import proxy_for, shown
from .safe_text import safe_text
from .tls import context_for
from .token_answer import token_of
from .tokens import Token, store_key
from .version import BASE_URL_VARIABLE, EXPIRES, __version__, deprecation, pinned_base_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurakit_raw.types import Response
    from aurakit_raw.v1.models import ProjectSummary

    from .flow import Outcome
    from .token_file import FileTokenStore

State = Literal["ok", "note", "wrong", "skipped"]

RETRIES: Final = 1  # whoever asks what is wrong wants to hear of it soon
_NAMED: Final = 3  # projects
_CA_VARIABLES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")  # as httpx looks at them


class Check(NamedTuple):
    """One thing that was looked at."""

    name: str
    state: State
    """`note`: it works, and something should be known about it. `skipped`: not tried, because of an earlier check."""
    text: str
    """What was found, or what is wrong and what to do."""
    facts: Mapping[str, Any] = {}
    """The same for programs."""


def examine(timeout: float, store: FileTokenStore | None = None) -> list[Check]:
    """Look at everything.

    Args:
        timeout: seconds for the token and again for the call.
        store: where to look for a token first, and to keep a fresh one; None asks for a fresh one and forgets it.
    """
    address = _tried("address", _address)
    network = _tried("network", _network) if address.state != "wrong" else _skipped("network", "there is no address")
    checks = [_versions(), _tried("credentials", _credentials), address, network]
    wrong = " and the ".join(check.name for check in checks if check.state == "wrong")
    if wrong:
        names = ("token", "projects", "request id", "end of version")
        reason = f"the {wrong} must be mended first"
        return [*checks, *(_skipped(name, reason) for name in names), _rate_limit()]
    told = _Told()
    logger = logging.getLogger("aurakit")
    logger.addHandler(told)  # which also keeps the texts off the standard error stream
    try:
        with warnings.catch_warnings(), Aura(timeout=timeout, max_retries=RETRIES, token_store=store) as aura:
            warnings.simplefilter("ignore")  # the end of a version is one of the checks
            checks.append(_tried("token", lambda: _token(aura, timeout, store, told.texts)))
            return [*checks, *_called(aura, checks[-1]), _rate_limit()]
    finally:
        logger.removeHandler(told)


def _called(aura: Aura, token: Check) -> list[Check]:
    """One call like any other, and what its answer says."""
    no_answer = _skipped("end of version", "no call was answered")
    if "error" in token.facts:
        return [_skipped("projects", "there is no token"), _request_id(token), no_answer]
    try:
        response = aura.raw.call(list_projects.request())
    except AuraError as error:
        failed = _wrong("projects", error)
        return [failed, _request_id(failed), no_answer]
    projects = _projects(response)
    return [projects, _request_id(projects), _end_of_version(response.headers)]


# ------------------------------------------------------------------------------------------------ before a call


def _versions() -> Check:
    python = f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}"
    text = f"aurakit {__version__} for API version {VERSION}, httpx {httpx.__version__}, {python}"
    return Check("versions", "ok", text, {"aurakit": __version__, "api": VERSION})


def _credentials() -> Check:
    found = find_credentials()
    facts = {"client_id": found.shown_id, "source": found.source}
    return Check("credentials", "ok", f"client id {found.shown_id} from {found.source}", facts)


def _address() -> Check:
    base = pinned_base_url(version=VERSION)
    source = BASE_URL_VARIABLE if BASE_URL_VARIABLE in os.environ else "the default"
    facts = {"base_url": base.url, "version": VERSION, "source": source}
    text = f"{base.url} ({source}), pinned to version {VERSION}"
    if httpx.URL(base.url).path.strip("/") == VERSION:
        return Check("address", "ok", text, facts)
    more = "the Aura API's own address has no other path: if this is not a gateway of yours, leave it out"
    return Check("address", "note", f"{text}; {more}", facts)


def _network() -> Check:
    origin = httpx.URL(pinned_base_url(version=VERSION).origin)
    proxy = proxy_for(origin, None)
    via = f"the proxy {shown(proxy)} of the environment or the system" if proxy else "no proxy"
    facts: dict[str, Any] = {"proxy": shown(proxy) or None, "certificates": None}
    if origin.scheme == "http" and (proxy is None or proxy.url.scheme == "http"):
        return Check("network", "ok", f"{via}, not encrypted, as this machine's own addresses may be", facts)
    context_for(True)
    variable = next((name for name in _CA_VARIABLES if os.environ.get(name)), None)
    authorities = "those that come with httpx" if variable is None else f"{variable}={os.environ[variable]}"
    facts["certificates"] = safe_text(authorities, 500)
    return Check("network", "ok", f"{via}, certificate authorities: {facts['certificates']}", facts)


# ------------------------------------------------------------------------------------------------ a call


def _token(aura: Aura, timeout: float, store: FileTokenStore | None, told: list[str]) -> Check:
    core = aura._core
    clock, credentials = core.foundation.clock, core.foundation.credentials
    outcomes: list[Outcome] = []
    fetch: Callable[[Deadline], Outcome] = core.tokens.fetch

    def watched(deadline: Deadline) -> Outcome:
        outcomes.append(fetch(deadline))
        return outcomes[-1]

    core.tokens.fetch = watched
    core.tokens.get(Deadline(clock, timeout))
    kept = None if store is None else store.load(store_key(core.foundation.base.url, credentials.client_id))
    got = token_of(outcomes[-1], credentials, clock.wall()) if outcomes else kept
    minutes = round(max(0.0, got.expires_at - clock.wall()) / 60.0) if isinstance(got, Token) else 0
    facts = {"fresh": bool(outcomes), "minutes": minutes, "stored": kept is not None}
    valid = f"valid for {minutes} minutes"
    if store is None:
        return Check("token", "ok", f"a fresh one, {valid}, not kept", facts)
    path = safe_text(store.path, 500)
    if not outcomes:
        return Check("token", "note", f"the one kept in {path}, {valid}; the secret was not tried", facts)
    if kept is not None:
        return Check("token", "ok", f"a fresh one, {valid}, now kept in {path}", facts)
    problem = "; ".join(told) or "another user can read or write there"
    return Check(
        "token", "wrong", f"a fresh one, but it cannot be kept: choose another file or folder. {problem}", facts
    )


def _projects(response: Response[list[ProjectSummary]]) -> Check:
    projects = response.parsed
    facts = {"count": len(projects), "status_code": response.status_code, "request_id": response.request_id}
    if not projects:
        text = (
            "these credentials see no project, so every other call will fail: in the Aura console, make their user a "
            "member of the project they are for"
        )
        return Check("projects", "wrong", text, facts)
    names = ", ".join(safe_text(project.name, 60) for project in projects[:_NAMED])
    more = f" and {len(projects) - _NAMED} more" if len(projects) > _NAMED else ""
    return Check("projects", "ok", f"{len(projects)} can be seen: {names}{more}", facts)


def _request_id(last: Check) -> Check:
    """The request id of the last answer; the API gives one with each, the token endpoint need not."""
    name, request_id = "request id", last.facts["request_id"]
    if request_id:
        request_id = safe_text(request_id, 120)
        text = f"{request_id} (quote it when you ask Neo4j's support about this)"
        return Check(name, "ok", text, {"request_id": request_id})
    if last.name == "token" or last.facts["status_code"] is None:
        return _skipped(name, "no answer had one")
    text = "the answer has none, so it may not be from the Aura API but from something on the way to it"
    return Check(name, "note", text, {"request_id": None})


def _end_of_version(headers: Mapping[str, str]) -> Check:
    name = "end of version"
    if EXPIRES not in headers:
        return Check(name, "ok", f"none is announced for {VERSION}", {"expires": None})
    ends = deprecation(headers)
    written = safe_text(headers[EXPIRES], 60)
    when = f"on {ends:%Y-%m-%d %H:%M} UTC" if ends else f"at a time written as {written!r}"
    text = (
        f"version {VERSION} of the API ends {when}: update aurakit (`pip install --upgrade aurakit`), and programs "
        "that use it, before then"
    )
    return Check(name, "note", text, {"expires": ends.isoformat() if ends else written})


def _rate_limit() -> Check:
    limit, per = DEFAULT_RATE_LIMIT
    text = (
        f"{limit} requests in any {per:g} s for all clients of a process, unless it is made with "
        "`Aura(rate_limit=…)`; other processes with the same client id use up the API's limit too"
    )
    return Check("rate limit", "ok", text, {"limit": limit, "per": per})


# ------------------------------------------------------------------------------------------------ when it goes wrong


def _tried(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except AuraError as error:
        return _wrong(name, error)


def _skipped(name: str, reason: str) -> Check:
    return Check(name, "skipped", f"not known: {reason}")


def _wrong(name: str, error: AuraError) -> Check:
    facts = {
        "error": type(error).__name__,
        "status_code": getattr(error, "status_code", None),
        "request_id": error.request_id,
    }
    return Check(name, "wrong", str(error), facts)


class _Told(logging.Handler):
    """Collects what the logger `aurakit` is told; nothing of that is secret."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "Tokens are not shared" in (text := record.getMessage()):
            self.texts.append(text)
