"""Which proxy requests use. All of them go to one host, so it is decided once."""

from __future__ import annotations

import os
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from .._calls.addresses import DEFAULT_PORTS, ip_address_of, is_loopback
from .._calls.imports import importing
from .._errors.secret import MaskedBytes, Secret
from ..errors import ConfigurationError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence

_SCHEMES: Final = ("http", "https", "socks5", "socks5h")
_PORTS: Final = {**DEFAULT_PORTS, "socks5": 1080, "socks5h": 1080}


class Proxy(NamedTuple):
    """A proxy, in a form for both libraries."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: Secret | None
    headers: Sequence[tuple[bytes, bytes]]
    ssl_context: ssl.SSLContext | None

    def __repr__(self) -> str:
        return f"<Proxy {self.scheme}://{self.shown}>"

    @property
    def shown(self) -> str:
        """The proxy as a message may show it, without user and password."""
        return f"{self.host}:{self.port}"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What no text may show: the password, the text that HTTP Basic makes of user and password, and what a header
        has in their place."""
        given = [value.decode("latin-1") for name, value in self.headers if name.lower() == b"proxy-authorization"]
        in_headers = tuple(Secret(part) for value in given for part in (value, value.rpartition(" ")[2]))
        if self.password is None:
            return in_headers
        return self.password, Secret(f"{self.user}:{self.password.reveal()}"), *in_headers


def proxy_for(scheme: str, host: str, port: int, given: Any = None, *, trust_env: bool = True) -> Proxy | None:
    """The proxy for the API's address: the given one, or that of the environment, which is not used for addresses of
    this machine.

    given: its URL, also as a `Secret`, or a URL or Proxy object of httpx or httpx2; an empty text means no proxy.
    trust_env: whether the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, or the system's settings) is used.
    Raises ConfigurationError for one that cannot be used; a password is not quoted.
    """
    if given is None:
        found = _from_environment(scheme, host, port) if trust_env else None
        return _from_url(found, "The environment's proxy") if found else None
    if isinstance(given, Secret):
        given = given.reveal()
    if given == "":
        return None
    if hasattr(given, "auth") and hasattr(given, "url"):
        return _from_object(given)
    return _from_url(str(given) if isinstance(given, str) or hasattr(given, "raw_host") else "", "proxy=")


def _from_object(given: Any) -> Proxy:
    """From an `httpx.Proxy`."""
    url = given.url
    user, password = given.auth if given.auth is not None else (None, None)
    return _checked(
        Proxy(
            url.scheme, url.host, _port(url.scheme, url.port), user, Secret.of(password),
            tuple((name, MaskedBytes(value)) for name, value in given.headers.raw), given.ssl_context,
        ),
        "proxy=",
    )  # fmt: skip


def _from_url(text: str, where: str) -> Proxy:
    try:
        url = urlsplit(text if "://" in text else f"http://{text}")
        port = url.port
    except ValueError:  # an invalid port, or an invalid address in brackets
        url, port = urlsplit(""), None
    user = None if url.username is None else unquote(url.username)
    password = None if url.password is None else Secret(unquote(url.password))
    if user is not None and password is None:
        password = Secret("")
    return _checked(Proxy(url.scheme, url.hostname or "", _port(url.scheme, port), user, password, (), None), where)


def _port(scheme: str, given: int | None) -> int:
    return _PORTS.get(scheme, 0) if given is None else given


def _checked(proxy: Proxy, where: str) -> Proxy:
    host = _in_ascii(proxy.host)
    if proxy.scheme not in _SCHEMES or not host or not 0 < proxy.port < 65536:
        raise ConfigurationError(
            f"{where} is not the URL of an http, https or socks5 proxy, such as http://proxy:8080."
        )
    proxy = proxy._replace(host=host)
    if proxy.scheme.startswith("socks5") and not _has_socks():
        raise ConfigurationError(
            f"{where} is a SOCKS proxy, which needs the package socksio: pip install 'httpx[socks]'."
        )
    return proxy


def _in_ascii(host: str) -> str:
    """A host in the form in which it is resolved; empty for an invalid one."""
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        return ""
    return name if name.isprintable() and " " not in name else ""


def _from_environment(scheme: str, host: str, port: int) -> str | None:
    if is_loopback(host):
        return None
    found = getproxies()
    given = found.get(scheme) or found.get("all")
    exceptions = os.environ.get("no_proxy", os.environ.get("NO_PROXY"))
    if not given:
        return None
    if exceptions is None:
        return None if proxy_bypass(host) else given  # the settings of macOS and Windows
    return None if is_excepted(host, port, exceptions) else given


def is_excepted(host: str, port: int, exceptions: str) -> bool:
    """Whether `NO_PROXY` names an address, as curl, requests and Go read it.

    Its entries are separated by commas or spaces: `*`; a name, for itself and all names below it, with or without a
    leading `.` or `*.`; an IP address, or a range such as `10.0.0.0/8`; each with or without a port, and with or
    without a scheme, which httpx accepts.
    """
    return any(_names(entry, host.lower().rstrip("."), port) for entry in exceptions.replace(",", " ").split())


def _names(entry: str, host: str, port: int) -> bool:
    entry = entry.lower().rpartition("://")[2].rstrip("/")  # httpx accepts entries with a scheme
    if entry == "*":
        return True
    if "/" in entry:
        return _in_range(entry, host)
    name, wanted = _split_port(entry)
    if wanted is not None and wanted != str(port):
        return False
    name = name.strip("[]").rstrip(".")
    if (address := ip_address_of(host)) is not None:
        return address == ip_address_of(name)
    name = name.removeprefix("*").removeprefix(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _split_port(entry: str) -> tuple[str, str | None]:
    if entry.startswith("["):
        name, _, rest = entry.partition("]")
        return name, rest.removeprefix(":") or None
    if entry.count(":") == 1:
        name, _, port = entry.partition(":")
        return name, port or None
    return entry, None


def _in_range(entry: str, host: str) -> bool:
    address = ip_address_of(host)
    try:
        return address is not None and address in ip_network(entry.replace("[", "").replace("]", ""), strict=False)
    except ValueError:
        return False


def _has_socks() -> bool:
    with importing:
        from importlib.util import find_spec

        return find_spec("socksio") is not None
