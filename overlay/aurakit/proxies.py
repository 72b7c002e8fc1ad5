"""Which proxy the requests go through. All go to one host, so it is decided once."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.request import getproxies, proxy_bypass

import httpx

from .errors import ConfigurationError

_SCHEMES = ("http", "https", "socks5", "socks5h")


def proxy_for(origin: httpx.URL, proxy: str | httpx.URL | httpx.Proxy | None) -> httpx.Proxy | None:
    """The proxy for `origin`: the one given, else the environment's (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), which
    this machine's own addresses do without.

    Raises ConfigurationError for one that cannot be used; a password is not quoted.
    """
    if isinstance(proxy, httpx.Proxy):
        return proxy
    given = proxy
    where = "proxy="
    if given is None and not _is_this_machine(origin.host):
        found = getproxies()
        given = found.get(origin.scheme) or found.get("all")
        where = "the environment's proxy"
        if not given or proxy_bypass(origin.host):
            return None
    if given is None:
        return None
    try:
        url = httpx.URL(given if isinstance(given, httpx.URL) or "://" in given else f"http://{given}")
    except (httpx.InvalidURL, TypeError):
        url = httpx.URL("")
    if url.scheme not in _SCHEMES or not url.host:
        raise ConfigurationError(
            f"{where} is not the URL of an http, https or socks5 proxy, such as http://proxy:8080."
        )
    if url.scheme.startswith("socks5") and not _has_socks():
        raise ConfigurationError(
            f"{where} is a SOCKS proxy, which needs the package socksio: pip install 'httpx[socks]'."
        )
    return httpx.Proxy(url)


def shown(proxy: httpx.Proxy | None) -> str:
    """The proxy as a message may show it, without user and password."""
    return "" if proxy is None else f"{proxy.url.host}:{proxy.url.port or (443 if proxy.url.scheme == 'https' else 80)}"


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _has_socks() -> bool:
    from importlib.util import find_spec

    return find_spec("socksio") is not None
