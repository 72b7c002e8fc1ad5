"""The version pin: the addresses that a base URL stands for, for one version of the API."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .._calls.addresses import DEFAULT_PORTS, ip_address_of, is_loopback
from .._calls.messages import TOKEN_PATH
from .._errors.redaction import safe_text
from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

DEFAULT_ORIGIN: Final = "https://api.neo4j.io"
BASE_URL_VARIABLE: Final = "AURA_BASE_URL"
ALLOW_HTTP_VARIABLE: Final = "AURAKIT_ALLOW_HTTP"

_YES: Final = frozenset(("1", "true", "yes", "on"))
_NO: Final = frozenset(("", "0", "false", "no", "off"))
_LONGEST: Final = 1_000
_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_.])?", re.ASCII)
_VERSION: Final = re.compile(r"v[0-9]+([.-]?[a-z0-9]+)*", re.ASCII | re.IGNORECASE)
_PATH: Final = re.compile(r"[A-Za-z0-9/._~!$&'()*+,;=:@-]*", re.ASCII)


class PinnedURL(NamedTuple):
    """Where requests go. No field ends with a slash."""

    origin: str
    """Scheme, host, and port unless it is the scheme's default: `https://api.neo4j.io`."""
    url: str
    """What precedes the paths of the API's document: `https://api.neo4j.io/v1`."""
    token_url: str
    """The token endpoint, which has no version: `https://api.neo4j.io/oauth/token`."""

    def of_version(self, version: str) -> PinnedURL:
        """The addresses of another version at the same place."""
        return self._replace(url=f"{self.token_url.removesuffix(TOKEN_PATH)}/{version}")


def pinned_base_url(
    base_url: str | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    version: str,
    allow_http: bool | None = None,
) -> PinnedURL:
    """The addresses for `base_url`, or else for the variable AURA_BASE_URL, or else the default ones.

    base_url: with or without the version at its end, and with the path of a gateway before it if there is one
        (`https://gateway.example/aura`).
    environ: `os.environ` if not given.
    allow_http: whether `http` is allowed for hosts other than this machine, although the secret and the token can be
        read on the way; if None, the variable AURAKIT_ALLOW_HTTP decides.
    Raises ConfigurationError for an address that cannot be used, or that names another version.
    """
    name = "base_url"
    variables = os.environ if environ is None else environ
    if base_url is None:
        name, base_url = BASE_URL_VARIABLE, variables.get(BASE_URL_VARIABLE)
    if base_url is None:
        name, base_url = "the default address", DEFAULT_ORIGIN
    if not isinstance(base_url, str):
        raise TypeError(f"base_url must be text, not {type(base_url).__name__}")
    parts = _split(name, base_url)
    origin = _origin(name, parts)
    if parts.scheme == "http" and not is_loopback(parts.hostname or "") and not _http_allowed(allow_http, variables):
        raise ConfigurationError(
            f"{name} must begin with https:// for the host {safe_text(parts.hostname or '', 80)}: over http the secret "
            "and the token can be read on the way. If that is acceptable, as for a sandbox in a container, set "
            f"allow_http=True or {ALLOW_HTTP_VARIABLE}=1"
        )
    prefix = origin + _prefix(name, parts.path, version)
    return PinnedURL(origin, f"{prefix}/{version}", f"{prefix}{TOKEN_PATH}")


def _split(name: str, url: str) -> SplitResult:
    """The parts of an address. No message quotes it, since it may hold a password."""
    from urllib.parse import urlsplit

    if not url:
        raise ConfigurationError(f"{name} is empty: give an address such as {DEFAULT_ORIGIN}, or leave it out")
    if len(url) > _LONGEST:
        raise ConfigurationError(
            f"{name} is longer than {_LONGEST} characters: give an address such as {DEFAULT_ORIGIN}"
        )
    if not url.isascii() or any(character <= " " or character == "\x7f" for character in url) or "\\" in url:
        raise ConfigurationError(
            f"{name} has a space, a control character, a backslash or a letter outside ASCII in it: write the host in "
            "its ASCII form, and nothing before or after the address"
        )
    if "?" in url or "#" in url:
        raise ConfigurationError(f"{name} must end with the path: remove what follows `?` or `#`")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        parts = None
    if parts is None:
        raise ConfigurationError(f"{name} has a port or an address in brackets that is not valid: correct it")
    if "@" in parts.netloc:
        raise ConfigurationError(
            f"{name} must not hold a user name or password: remove what stands before the `@`; credentials are given "
            "by client_id and client_secret"
        )
    return parts


def _origin(name: str, parts: SplitResult) -> str:
    if parts.scheme not in DEFAULT_PORTS or not parts.netloc:
        raise ConfigurationError(f"{name} must begin with https:// and a host, such as {DEFAULT_ORIGIN}")
    host = parts.hostname or ""
    if ":" in host:
        valid = ip_address_of(host) is not None
        shown = f"[{host}]"
    else:
        valid = _HOST.fullmatch(host) is not None and ".." not in host
        shown = host
    # Only a port may follow the host: some Pythons accept other text after an address in brackets.
    after = re.fullmatch(r"(:[0-9]*)?", parts.netloc.lower().removeprefix(shown))
    if not valid or after is None or parts.port == 0:
        raise ConfigurationError(f"{name} has a host or a port that is not valid: correct it")
    port = parts.port
    return f"{parts.scheme}://{shown}" + ("" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}")


def _http_allowed(allow_http: object, variables: Mapping[str, str]) -> bool:
    """Whether the user has allowed http."""
    if isinstance(allow_http, bool):
        return allow_http
    if allow_http is not None:
        raise ConfigurationError(f"allow_http must be True, False or None, not {allow_http!r}")
    said = variables.get(ALLOW_HTTP_VARIABLE, "").strip().lower()
    if said not in _YES | _NO:
        raise ConfigurationError(f"{ALLOW_HTTP_VARIABLE} must be 1 or 0, not {safe_text(said, 40)}")
    return said in _YES


def _prefix(name: str, path: str, version: str) -> str:
    """The path before the version. Raises ConfigurationError for a path that could be read in more than one way."""
    segments = [segment for segment in path.split("/") if segment]
    if not _PATH.fullmatch(path) or any(segment in (".", "..") for segment in segments):
        raise ConfigurationError(
            f"{name} has a path with `.`, `..`, `%` or another special character: use a plain path"
        )
    if segments and segments[-1] == version:
        segments.pop()
    for segment in segments:
        if segment == version:
            raise ConfigurationError(f"{name} goes on after /{version}: it must end there")
        if _VERSION.fullmatch(segment):
            raise ConfigurationError(
                f"{name} names the version {safe_text(segment, 20)}, and this client speaks {version}: remove it, "
                f"since /{version} is added"
            )
    return "".join(f"/{segment}" for segment in segments)
