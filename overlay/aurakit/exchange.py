"""What one attempt at a call came to: an answer read to its end, or a failure without one. Data only.

`wire` makes these, `retry` and `flow` decide by them, `failures` turns the last one into an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FailureKind = Literal["connect", "timeout", "network", "truncated", "encoding", "too_large", "protocol"]

REQUEST_ID: Final = "X-Request-Id"


class Answer:
    """A complete answer: its status, headers (looked up without regard to case) and decompressed body."""

    __slots__ = ("content", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status = status
        self.headers = headers
        self.content = content

    @property
    def request_id(self) -> str | None:
        """The id that Neo4j's support asks for."""
        return self.headers.get(REQUEST_ID) or None

    def __repr__(self) -> str:  # the body may hold an initial password, so it is not shown
        return f"<Answer {self.status}, {len(self.content)} bytes>"


class Failure:
    """An attempt without a complete answer.

    kind: `connect` (no connection, so nothing was sent), `timeout`, `network` (reset, broken pipe), `truncated` (the
        answer began and did not end), `encoding` (a body that cannot be decompressed), `too_large`, `protocol` (not
        HTTP).
    sent: whether the server may have seen the whole request, and so may have acted on it.
    status, request_id: what had arrived of the answer, if anything.
    text: what happened, safe to show: it never quotes an exception of the libraries below, which may quote a header.
    """

    __slots__ = ("kind", "request_id", "sent", "status", "text")

    def __init__(
        self, kind: FailureKind, text: str, *, sent: bool, status: int | None = None, request_id: str | None = None
    ) -> None:
        self.kind: FailureKind = kind
        self.text = text
        self.sent = sent
        self.status = status
        self.request_id = request_id

    def __repr__(self) -> str:
        return f"<Failure {self.kind}: {self.text}>"


class Attempt(NamedTuple):
    """One attempt at a call, as an error's `attempts` shows it."""

    number: int
    """1 for the first."""
    status_code: int | None
    """The answer's status; None when none arrived."""
    request_id: str | None
    failure: str | None
    """What happened when no complete answer arrived."""
    duration: float
    """Seconds from sending to the end of the answer."""
    wait: float
    """Seconds waited after it, before the next attempt; 0.0 after the last."""
