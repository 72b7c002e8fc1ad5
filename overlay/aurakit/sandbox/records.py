"""What happened: every request as it came and how it was answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class RecordedRequest(NamedTuple):
    """A request that reached the sandbox.

    headers: names in lower case, credentials left out. status: None when the connection ended without an answer. time:
    in seconds of sandbox time, on the clock's `now()`.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    status: int | None
    request_id: str | None
    time: float

    def json(self) -> Any:
        """The body, which has to be JSON."""
        return json.loads(self.body)


def kept_headers(headers: Iterable[tuple[str, str]] | Mapping[str, str]) -> dict[str, str]:
    """Headers without the credentials in `Authorization`: only its scheme stays."""
    kept = {name.lower(): value for name, value in dict(headers).items()}
    if "authorization" in kept:
        kept["authorization"] = kept["authorization"].partition(" ")[0]
    return kept
