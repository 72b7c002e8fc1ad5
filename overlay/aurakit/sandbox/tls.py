"""A new certificate authority, and a certificate for the sandbox's names. Needs the library trustme."""

from __future__ import annotations

import shutil
import ssl
import tempfile
from pathlib import Path

NAMES = ("localhost", "127.0.0.1", "::1", "api.neo4j.io")
"""The names in the certificate besides the host: the real API's, for users who redirect it here in a hosts file."""


class Authority:
    """A new authority with a certificate for `host`; its own certificate is in a file until `remove`.

    Raises:
        ImportError: trustme is not installed.
    """

    def __init__(self, host: str, names: tuple[str, ...] = ()) -> None:
        try:
            import trustme
        except ImportError:
            raise ImportError('TLS needs trustme: pip install "aurakit[sandbox]"') from None
        authority = trustme.CA(organization_name="aurakit sandbox")
        every = dict.fromkeys((*NAMES, *names, *((host,) if host and host not in {"0.0.0.0", "::"} else ())))  # noqa: S104 - compared
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*every).configure_cert(self.context)
        self._folder = Path(tempfile.mkdtemp(prefix="aurakit-sandbox-"))
        self.ca_file = str(self._folder / "ca.pem")
        authority.cert_pem.write_to_path(self.ca_file)

    def remove(self) -> None:
        """Remove the file."""
        shutil.rmtree(self._folder, ignore_errors=True)
