"""Certificates for servers on loopback, and contexts that trust them."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import trustme


def server_context(authority: trustme.CA, host: str = "localhost") -> ssl.SSLContext:
    """What a server with a certificate of this authority encrypts with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """What a client that trusts it encrypts with."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context
