"""What is known about addresses without using the network: default ports, and which hosts are this machine. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
"""By scheme: the port of a URL that names none."""


def ip_address_of(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is written as; None for a name, and for an address with a zone (`fe80::1%eth0`)."""
    from ipaddress import ip_address  # costs milliseconds, and most hosts are names

    if not host[:1].isdigit() and ":" not in host:
        return None
    try:
        return None if "%" in host else ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: `localhost` or a loopback address."""
    if host == "localhost":
        return True
    address = ip_address_of(host)
    return address is not None and address.is_loopback
