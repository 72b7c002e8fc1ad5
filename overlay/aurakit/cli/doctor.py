"""The checks of `python -m aurakit`: one for each possible problem in a setup, in the order of a call.

The checks use the functions of a client, so that what passes here works there. Problems are described by the SDK's
error messages, which say what to do and contain no secret. `main` prints them.
"""

from __future__ import annotations

import os
import platform
import warnings
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from aurakit_raw.v1.api.projects import list_projects

from .._auth.credentials import find_credentials
from .._auth.tokens import store_key
from .._calls.addresses import DEFAULT_PORTS
from .._calls.deadline import Deadline
from .._calls.store_access import LONGEST_USE, StoreUnavailableError, health_of
from .._client.base_url import BASE_URL_VARIABLE, pinned_base_url
from .._client.config import DEFAULT_RATE_LIMIT
from .._client.deprecation import EXPIRES, deprecation
from .._errors.redaction import safe_text
from .._transport.library import library_for
from .._transport.proxies import proxy_for
from .._transport.tls import CERTIFI, SYSTEM, authorities, context_for
from .._version import __version__
from ..errors import AuraError, ConfigurationError
from ..v1.client import VERSION, Aura
from .doctor_betas import BETAS, examine_betas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurakit_raw.types import Response
    from aurakit_raw.v1.models import ProjectSummary

    from .._auth.store_protocol import Store
    from .._ratelimit.shared_limit import Usage
    from .profiles import Profile

State = Literal["ok", "note", "wrong", "skipped"]

RETRIES: Final = 1  # the result should be quick
_NAMED: Final = 3  # projects
_SKEW: Final = 30.0  # seconds by which clocks may differ
_AUTHORITIES: Final = {SYSTEM: "the operating system's, through truststore", CERTIFI: "certifi's"}


class Check(NamedTuple):
    """The result of one check."""

    name: str
    state: State
    """`note`: works, with a remark. `skipped`: not tried, because of an earlier check."""
    text: str
    """What was found, or what is wrong and what to do."""
    facts: Mapping[str, Any] = {}
    """The same in machine-readable form."""


def examine(timeout: float, store: Store | None = None, profile: Profile | None = None) -> list[Check]:
    """Run all checks.

    Args:
        timeout: seconds for the token, and again for each call.
        store: where to look for a token first, and to save a new one; None requests a new one and discards it.
        profile: the profile with the credentials to try; None for those that a client finds.
    """
    base_url = None if profile is None else profile.address(os.environ)
    address = _tried("address", lambda: _address(base_url))
    network = _skipped("network", "there is no address")
    if address.state != "wrong":
        network = _tried("network", lambda: _network(base_url))
    checks = [_versions(), _tried("credentials", lambda: _credentials(profile)), address, network]
    wrong = " and the ".join(check.name for check in checks if check.state == "wrong")
    if wrong:
        names = ("token", "projects", "request id", "end of version", *BETAS)
        reason = f"the {wrong} must be fixed first"
        return [*checks, *(_skipped(name, reason) for name in names), _rate_limit()]
    given: dict[str, Any] = {"base_url": base_url}
    if profile is not None:
        given |= {"client_id": profile.client_id, "client_secret": profile.secret.reveal()}
    with warnings.catch_warnings(), Aura(**given, timeout=timeout, max_retries=RETRIES, store=store) as aura:
        warnings.simplefilter("ignore")  # the end of a version is one of the checks
        if store is not None:
            checks.append(_store(aura, store))
        checks.append(_tried("token", lambda: _token(aura, store)))
        return [*checks, *_called(aura, checks[-1]), *_betas(aura, checks[-1]), _rate_limit(store)]


def store_for(place: str) -> Store:
    """The store that `--store` names: a file's path, or nothing for the default file; the URL of a Redis, or `env:` and
    the name of the variable it is in. Raises ConfigurationError."""
    from ..stores.file import FileStore
    from ..stores.redis import RedisStore

    if place.startswith("env:"):
        name, place = place[4:], os.environ.get(place[4:], "")
        if not place:
            raise ConfigurationError(f"--store env:{safe_text(name, 100)}: there is no such variable, or it is empty")
    return RedisStore(place) if "://" in place else FileStore(place or None)


def _called(aura: Aura, token: Check) -> list[Check]:
    """One ordinary call, and the information in its response."""
    no_response = _skipped("end of version", "no call got a response")
    if "error" in token.facts:
        return [_skipped("projects", "there is no token"), _request_id(token), no_response]
    try:
        response = aura.raw.call(list_projects.request())
    except AuraError as error:
        failed = _wrong("projects", error)
        return [failed, _request_id(failed), no_response]
    projects = _projects(response)
    return [projects, _request_id(projects), _end_of_version(response.headers)]


def _betas(aura: Aura, token: Check) -> list[Check]:
    if "error" in token.facts:
        return [_skipped(name, "there is no token") for name in BETAS]
    return [Check(one.version, "ok" if one.works else "note", one.text, one.facts) for one in examine_betas(aura)]


# ------------------------------------------------------------------------------------------------ before a call


def _versions() -> Check:
    python = f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}"
    library = library_for()
    api = f"API version {VERSION.name} and the betas {' and '.join(BETAS)}"
    text = f"aurakit {__version__} for {api}, {library.name} {library.httpx.__version__}, {python}"
    facts = {"aurakit": __version__, "api": VERSION.name, "betas": list(BETAS), "http": library.name}
    return Check("versions", "ok", text, facts)


def _credentials(profile: Profile | None) -> Check:
    found = find_credentials() if profile is None else find_credentials(profile.client_id, profile.secret)
    source = found.source if profile is None else f"the profile {safe_text(profile.name, 100)!r}"
    facts = {"client_id": found.shown_id, "source": source}
    return Check("credentials", "ok", f"client id {found.shown_id} from {source}", facts)


def _address(base_url: str | None) -> Check:
    base = pinned_base_url(base_url, version=VERSION.name)
    source = BASE_URL_VARIABLE if BASE_URL_VARIABLE in os.environ else "the profile" if base_url else "the default"
    facts = {"base_url": base.url, "version": VERSION.name, "source": source}
    text = f"{base.url} ({source}), pinned to version {VERSION.name}"
    if urlsplit(base.url).path.strip("/") == VERSION.name:
        return Check("address", "ok", text, facts)
    more = "the Aura API's own URL has no further path: remove it unless this is your own gateway"
    return Check("address", "note", f"{text}; {more}", facts)


def _network(base_url: str | None) -> Check:
    origin = urlsplit(pinned_base_url(base_url, version=VERSION.name).origin)
    proxy = proxy_for(origin.scheme, origin.hostname or "", origin.port or DEFAULT_PORTS[origin.scheme])
    via = f"the proxy {proxy.shown} set by the environment or the system" if proxy else "no proxy"
    facts: dict[str, Any] = {"proxy": proxy.shown if proxy else None, "certificates": None}
    if origin.scheme == "http" and (proxy is None or proxy.scheme == "http"):
        return Check("network", "ok", f"{via}, not encrypted, because the URL begins with http://", facts)
    context_for(True, library_for())
    source = authorities()
    facts["certificates"] = safe_text(_AUTHORITIES.get(source) or f"{source}={os.environ[source]}", 500)
    return Check("network", "ok", f"{via}, certificate authorities: {facts['certificates']}", facts)


# ------------------------------------------------------------------------------------------------ a call


def _store(aura: Aura, store: Store) -> Check:
    """Whether the store is reachable and private, whether its clock is right, and the state of its limit."""
    state, name = aura._state, safe_text(repr(store), 500)
    try:
        usage = store.usage(store_key(state.base.token_url, state.credentials.client_id), LONGEST_USE)
    except Exception as error:  # noqa: BLE001  # it is somebody else's code
        problem = str(error) if isinstance(error, StoreUnavailableError) else f"it raised {type(error).__name__}"
        text = f"{name} cannot be used: {safe_text(problem, 500)}; programs continue, each without shared state"
        return Check("store", "wrong", text, {"store": name, "problem": problem})
    skew = None if usage.clock is None else usage.clock - state.clock.wall()
    exposed = getattr(store, "exposure", "")
    facts = {
        "store": name, "limits": [list(rate) for rate in usage.rates], "used": usage.used, "waiting": usage.waiting,
        "paused": usage.paused, "private": not exposed, "clock_skew": skew,
    }  # fmt: skip
    good = "works" if exposed else "works, is private"
    if skew is not None and abs(skew) <= _SKEW:
        good += ", its clock is right"
    text = f"{name} {good}, {_usage_text(usage)}"
    notes = [exposed] if exposed else []
    if skew is not None and abs(skew) > _SKEW:
        notes.append(f"its clock and this machine's differ by {abs(skew):.0f} s: synchronize both with NTP")
    return Check("store", "note" if notes else "ok", "; ".join([text, *notes]), facts)


def _usage_text(usage: Usage) -> str:
    if not usage.rates:
        return "and no program has used its limit recently"
    limits = " and ".join(f"{limit} in any {per:g} s" for limit, per in usage.rates)
    paused = f", paused for {usage.paused:.0f} s after a 429" if usage.paused else ""
    return f"limit in force: {limits}; used: {usage.used}, waiting processes: {usage.waiting}{paused}"


def _token(aura: Aura, store: Store | None) -> Check:
    state = aura._state
    provider = state.reconnect().provider
    aura._raw.run(provider.obtain(state.settings(aura._options), Deadline(state.clock, aura._options.timeout)))
    status = provider.status()
    minutes = 0 if status is None else round(max(0.0, status.expires_at - state.clock.wall()) / 60.0)
    fresh = status is None or not status.from_store
    problem = "" if store is None else health_of(store).problem
    facts = {"fresh": fresh, "minutes": minutes, "stored": store is not None and not problem}
    valid = f"valid for {minutes} minutes"
    if store is None:
        return Check("token", "ok", f"a new one, {valid}, not stored", facts)
    if not fresh:
        return Check("token", "note", f"the one in the store, {valid}; the secret was not tried", facts)
    if not problem:
        return Check("token", "ok", f"a new one, {valid}, now in the store", facts)
    return Check("token", "wrong", f"a new one, {valid}, but it cannot be stored: see the store", facts)


def _projects(response: Response[list[ProjectSummary]]) -> Check:
    projects = response.parsed
    facts = {"count": len(projects), "status_code": response.status_code, "request_id": response.request_id}
    if not projects:
        text = (
            f"{VERSION.name}: these credentials see no project, so every other call will fail: in the Aura console, "
            "make their user a member of the project they are for"
        )
        return Check("projects", "wrong", text, facts)
    names = ", ".join(safe_text(project.name, 60) for project in projects[:_NAMED])
    more = f" and {len(projects) - _NAMED} more" if len(projects) > _NAMED else ""
    return Check("projects", "ok", f"{VERSION.name}: {len(projects)} visible: {names}{more}", facts)


def _request_id(last: Check) -> Check:
    """The request id in the response to the call, or to the token request if that failed.

    The API sends one with every response, the token endpoint may not.
    """
    name, request_id = "request id", last.facts["request_id"]
    if request_id:
        request_id = safe_text(request_id, 120)
        text = f"{request_id} (quote it when you ask Neo4j's support about this)"
        return Check(name, "ok", text, {"request_id": request_id})
    if last.name == "token" or last.facts["status_code"] is None:
        return _skipped(name, "no response had one")
    text = "the response has none, so it may come from an intermediary and not from the Aura API"
    return Check(name, "note", text, {"request_id": None})


def _end_of_version(headers: Mapping[str, str]) -> Check:
    name = "end of version"
    if EXPIRES not in headers:
        return Check(name, "ok", f"none is announced for {VERSION.name}", {"expires": None})
    ends = deprecation(headers)
    written = safe_text(headers[EXPIRES], 60)
    when = f"on {ends:%Y-%m-%d %H:%M} UTC" if ends else f"at a time written as {written!r}"
    text = (
        f"version {VERSION.name} of the API ends {when}: update aurakit (`pip install --upgrade aurakit`), and "
        "programs that use it, before then"
    )
    return Check(name, "note", text, {"expires": ends.isoformat() if ends else written})


def _rate_limit(store: Store | None = None) -> Check:
    limit, per = DEFAULT_RATE_LIMIT
    others = (
        "other processes with the same client id also use the API's limit; give all of them a store to share it"
        if store is None
        else "shared with all processes that use the store"
    )
    text = (
        f"{limit} requests in any {per:g} s for all clients of a process, unless they are created with "
        f"`Aura(rate_limit=…)`; {others}"
    )
    return Check("rate limit", "ok", text, {"limit": limit, "per": per})


# ------------------------------------------------------------------------------------------------ failures


def _tried(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
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
