"""Fetching a published document, from a file or by https, with limits for time and size."""

from __future__ import annotations

import os
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from .documents import DocumentError

if TYPE_CHECKING:
    import httpx
else:
    httpx = import_module(os.environ.get("AURAKIT_HTTP_LIBRARY") or "httpx")

SECONDS = 10.0
LARGEST = 10_000_000  # bytes


def fetch(source: str, seconds: float = SECONDS, largest: int = LARGEST) -> bytes:
    """The bytes at `source`, a path or an https URL; raises a `DocumentError` that says what to do."""
    if "://" not in source:
        return _read(Path(source), largest)
    if not source.startswith("https://"):
        raise DocumentError(f"{source} is not an https URL: the response could come from anybody")
    outcome: list[bytes | Exception] = []

    def download() -> None:
        try:
            outcome.append(_download(source, seconds, largest))
        except Exception as error:  # noqa: BLE001 - handed on to the thread that waits
            outcome.append(error)

    # httpx limits the time of each read, so a server that sends a byte now and then never times out.
    thread = threading.Thread(target=download, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise DocumentError(f"{source} was not downloaded within {seconds:g} seconds. {_ADVICE}")
    found = outcome[0]
    if isinstance(found, (httpx.HTTPError, httpx.InvalidURL, OSError)):
        raise DocumentError(f"{source} cannot be downloaded: {str(found) or type(found).__name__}. {_ADVICE}")
    if isinstance(found, Exception):
        raise found
    return found


_ADVICE = "Without the network, give a file: --from PATH"


def _read(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from None
    _check_size(len(content), largest, str(path))
    return content


def _check_size(size: int, largest: int, name: str) -> None:
    if size > largest:
        raise DocumentError(f"{name} is larger than {largest:,} bytes, too large for such a document")


def _download(url: str, seconds: float, largest: int) -> bytes:
    with (
        httpx.Client(timeout=seconds, follow_redirects=True, event_hooks={"request": [_only_https]}) as client,
        client.stream("GET", url) as response,
    ):
        if response.status_code != 200:
            raise DocumentError(f"{url} responds with status {response.status_code} instead of the document")
        content = bytearray()
        for chunk in response.iter_bytes(65_536):
            content += chunk
            _check_size(len(content), largest, url)
        return bytes(content)


def _only_https(request: httpx.Request) -> None:
    if request.url.scheme != "https":
        raise DocumentError(f"it redirects to {request.url}, which is not an https URL")
