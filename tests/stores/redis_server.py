"""A Redis of the tests' own, if this machine has one: Debian's package is `redis-server`.

Without it the tests of `RedisStore` are left out, and the end of the test run says so; where `AURAKIT_REQUIRE_REDIS` is
set they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any

from support.ports import free_port

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

PASSWORD = "s3cret-of-redis"


def problem() -> str | None:
    """Why there is no Redis, or None."""
    return None if shutil.which("redis-server") else "redis-server is not on the PATH"


def left_out() -> str | None:
    """Why the tests with Redis are left out, or None: they run, and fail where they must not be left out."""
    return None if os.environ.get("AURAKIT_REQUIRE_REDIS") else problem()


class RedisServer:
    """A server on a free port, with a password; stopped at the end."""

    def __init__(self, folder: Path, *options: str, tls: bool = False) -> None:
        self.folder, self.tls = folder, tls
        self.port = free_port()
        self._options = list(options)
        self._process: subprocess.Popen[bytes] | None = None
        if tls:
            import trustme

            authority = trustme.CA()
            certificate = authority.issue_cert("127.0.0.1", "localhost")
            authority.cert_pem.write_to_path(str(folder / "ca.pem"))
            certificate.private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))

    @property
    def url(self) -> str:
        if self.tls:
            return f"rediss://:{PASSWORD}@127.0.0.1:{self.port}?ssl_ca_certs={self.folder / 'ca.pem'}"
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}"

    def client(self, **options: Any) -> Any:
        import redis

        return redis.Redis.from_url(self.url, **options)

    def start(self) -> None:
        plain = ["--port", "0", "--tls-port", str(self.port), "--tls-auth-clients", "no"] if self.tls else []
        if self.tls:
            for name in ("cert", "key"):
                plain += [f"--tls-{name}-file", str(self.folder / "server.pem")]
            plain += ["--tls-ca-cert-file", str(self.folder / "ca.pem")]
        self._process = subprocess.Popen(
            [
                "redis-server", *(plain or ["--port", str(self.port)]), "--bind", "127.0.0.1", "--save", "",
                "--appendonly", "no", "--requirepass", PASSWORD, "--dir", str(self.folder), *self._options,
            ],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        import redis

        ends = time.monotonic() + 10.0
        while True:
            try:
                with self.client() as client:
                    client.ping()
                return
            except redis.RedisError:
                assert self._process.poll() is None and time.monotonic() < ends, "redis-server did not start"
                time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
