"""The options of `Sandbox`, and their defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from .server import HOST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .clock import SandboxClock
    from .lifecycle import Durations
    from .options import Awkwardness, Project
    from .organizations import Organization


class SandboxOptions(TypedDict, total=False):
    """The options of `Sandbox`, all of them optional keywords.

    All times are in sandbox time: that of `clock`, or real time accelerated by `time_scale`.

    Args:
        time_scale: seconds of sandbox time in a real second.
        clock: a `ManualClock`, whose time a test advances.
        seed: the same seed and the same requests give the same ids, durations and responses.
        awkwardness: which difficult behaviour of the real API to imitate; `Awkwardness.off()` for none.
        durations: how long operations take; `Durations.none()` for no time at all.
        organizations: the organizations, the first of which is `organization_id`.
        projects: the projects, the first of which is `project_id`.
        state: what exists at the start: a mapping, or the path of a YAML file; see `Sandbox.state.add`.
        request_limit, token_limit: requests a minute, token requests an hour; None for no limit.
        token_lifetime: seconds.
        api_expires: the value of an `X-Tyk-Api-Expires` header in every response, like that of a deprecated version.
        host, port: the address to listen on; port 0 selects a free one.
        tls: whether to use HTTPS, with a new certificate authority (`ca_file`).
        request_log: the number of requests to keep.
        control: whether to serve `/_sandbox/`, for programs in other languages and for people.
    """

    time_scale: float
    clock: SandboxClock | None
    seed: int
    awkwardness: Awkwardness | None
    durations: Durations | None
    organizations: Sequence[Organization] | None
    projects: Sequence[Project] | None
    state: Mapping[str, Any] | str | Path | None
    request_limit: int | None
    token_limit: int | None
    token_lifetime: float
    api_expires: str | None
    host: str
    port: int
    tls: bool
    request_log: int
    control: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """The options with their defaults."""

    time_scale: float = 1.0
    clock: SandboxClock | None = None
    seed: int = 0
    awkwardness: Awkwardness | None = None
    durations: Durations | None = None
    organizations: Sequence[Organization] | None = None
    projects: Sequence[Project] | None = None
    state: Mapping[str, Any] | str | Path | None = None
    request_limit: int | None = 125
    token_limit: int | None = 15
    token_lifetime: float = 3600.0
    api_expires: str | None = None
    host: str = HOST
    port: int = 0
    tls: bool = False
    request_log: int = 10_000
    control: bool = True

    def __post_init__(self) -> None:
        if self.clock is not None and self.time_scale != 1.0:
            raise ValueError("give clock or time_scale, not both: a clock has its own time scale")
        for name in ("organizations", "projects"):
            given = getattr(self, name)
            if given is not None and not given:
                raise ValueError(f"{name} must not be empty")
