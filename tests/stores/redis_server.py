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
    from collections.abc import Callable
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


class Sentinel:
    """A process that watches a master, and makes its replica the master when it is gone."""

    def __init__(self, folder: Path, master: RedisServer, replica: RedisServer) -> None:
        self._port = free_port()
        self._replica = replica
        self._configuration = folder / "sentinel.conf"  # the process writes to it
        self._configuration.write_text(
            f"port {self._port}\nbind 127.0.0.1\ndir {folder}\n"
            f"sentinel monitor shared 127.0.0.1 {master.port} 1\nsentinel auth-pass shared {PASSWORD}\n"
            "sentinel down-after-milliseconds shared 300\nsentinel failover-timeout shared 2000\n"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def master(self) -> Any:
        """A client of redis-py that asks the sentinel for the master whenever it connects."""
        return self._sentinel().master_for("shared", password=PASSWORD)

    def port_of_master(self) -> int:
        """The port of whichever server is the master now; 0 while none is."""
        import redis

        try:
            return int(self._sentinel().discover_master("shared")[1])
        except redis.RedisError:
            return 0

    def _sentinel(self) -> Any:
        import redis.sentinel

        return redis.sentinel.Sentinel([("127.0.0.1", self._port)])  # type: ignore[no-untyped-call]

    def __enter__(self) -> Self:
        # It asks the master for replicas at its start, and again after ten seconds only.
        with self._replica.client() as client:
            until(lambda: client.info("replication")["master_link_status"] == "up")
        self._process = subprocess.Popen(
            ["redis-server", str(self._configuration), "--sentinel"], stdout=subprocess.DEVNULL
        )
        until(lambda: self.port_of_master() and self._knows_the_replica())
        return self

    def _knows_the_replica(self) -> bool:
        import redis

        with redis.Redis(port=self._port, decode_responses=True) as client:
            return bool(client.sentinel_slaves("shared"))

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def until(reached: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for what other processes do."""
    ends = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.05)
