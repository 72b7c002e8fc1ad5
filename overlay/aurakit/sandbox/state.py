"""The sandbox's memory and its dice: the resources, the tokens of chance, and how an operation begins.

Everything random comes from one seeded source, so that the same requests get the same answers.
"""

from __future__ import annotations

import base64
import datetime
import random
import threading
import uuid
from typing import TYPE_CHECKING

from .errors import Refusal, instance_deleted, instance_not_found, key_not_found, project_not_found, snapshot_not_found
from .lifecycle import COURSES, Durations, Operation

if TYPE_CHECKING:
    from .clock import SandboxClock
    from .lifecycle import Span
    from .options import Awkwardness, Project
    from .resources import Instance, Key, Session, Snapshot


class OrderedFailure:
    """Operations that were told to fail: the next `times` of a kind, on any resource or on one."""

    __slots__ = ("kind", "outcome", "resource_id", "times")

    def __init__(self, kind: str, outcome: str, times: int, resource_id: str | None) -> None:
        self.kind = kind
        self.outcome = outcome
        self.times = times
        self.resource_id = resource_id


class World:
    """All that lasts from one request to the next. Hold `lock` while using it."""

    def __init__(
        self,
        clock: SandboxClock,
        seed: int,
        projects: tuple[Project, ...],
        awkwardness: Awkwardness,
        durations: Durations,
    ) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.awkwardness = awkwardness
        self.durations = durations
        self.projects = {project.id: project for project in projects}
        self.instances: dict[str, Instance] = {}
        self.snapshots: dict[str, Snapshot] = {}
        self.keys: dict[str, Key] = {}
        self.sessions: dict[str, Session] = {}
        self.creations = 0
        self.failures: list[OrderedFailure] = []
        self._random = random.Random(seed)  # noqa: S311 - nothing here is secret
        self.user_id = self.new_uuid()

    # ------------------------------------------------------------------------------------------------ time and chance

    def now(self) -> float:
        """Sandbox time, in seconds."""
        return self.clock.now()

    def date(self, moment: float) -> datetime.datetime:
        """The date of a moment of sandbox time, in UTC."""
        seconds = self.clock.wall() - self.clock.now() + moment
        return datetime.datetime.fromtimestamp(round(seconds), tz=datetime.UTC)

    def timestamp(self, moment: float) -> str:
        """The date of a moment as the API writes it."""
        return self.date(moment).strftime("%Y-%m-%dT%H:%M:%SZ")

    def drawn(self, span: Span) -> float:
        """A number of seconds from a span."""
        return self._random.uniform(*span)

    def coin(self) -> bool:
        """Heads or tails; always tails in a sandbox that is not sparse."""
        return self.awkwardness.sparse and self._random.random() < 0.5

    def new_hex(self, digits: int) -> str:
        """So many hexadecimal digits."""
        return f"{self._random.getrandbits(digits * 4):0{digits}x}"

    def new_uuid(self) -> str:
        """A random UUID."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def new_secret(self) -> str:
        """43 characters of the kind the API makes passwords of."""
        return base64.urlsafe_b64encode(self._random.randbytes(32)).decode().rstrip("=")

    def new_request_id(self) -> str:
        """32 hexadecimal digits, a slash and a number."""
        return f"{self.new_hex(32)}/{self._random.getrandbits(63) | 1 << 62}"

    # ------------------------------------------------------------------------------------------------ operations

    def operation(
        self, kind: str, resource_id: str, before: str | None = None, *, name: str | None = None
    ) -> Operation:
        """An operation that begins now.

        Args:
            kind: its row in `COURSES`.
            resource_id: what it works on, for failures that were ordered.
            before: the status of the resource, which answers may still show for a moment.
            name: what `fail_operation` calls it, if not by its row.
        """
        course = COURSES[kind]
        low, high = getattr(self.durations, kind)
        duration = self.drawn((low, high))
        lag = self.drawn(self.awkwardness.stale) if course.lags else 0.0
        outcome = self._ordered_outcome(name or kind, resource_id) or course.done
        return Operation(kind, self.now(), duration, lag, before if course.lags else None, outcome)

    def _ordered_outcome(self, kind: str, resource_id: str) -> str | None:
        for failure in self.failures:
            if failure.kind == kind and failure.times > 0 and failure.resource_id in {None, resource_id}:
                failure.times -= 1
                return failure.outcome
        return None

    # ------------------------------------------------------------------------------------------------ finding things

    def project(self, project_id: str) -> Project:
        """A project.

        Raises:
            Refusal: 404.
        """
        found = self.projects.get(project_id)
        if found is None:
            raise project_not_found()
        return found

    def instance(self, instance_id: str, *, hidden: bool = True) -> Instance:
        """An instance that is there.

        Args:
            instance_id: its id.
            hidden: whether one that was just created can be hidden.

        Raises:
            Refusal: 404, or 410 for a moment after its deletion.
        """
        found, now = self.instances.get(instance_id), self.now()
        if found is None or (hidden and now < found.hidden_until):
            raise instance_not_found(instance_id)
        if found.actual(now) is None:
            raise instance_deleted(instance_id) if now < found.gone_until else instance_not_found(instance_id)
        return found

    def present_instances(self) -> list[Instance]:
        """All instances that are not gone, the oldest first."""
        now = self.now()
        return [instance for instance in self.instances.values() if instance.actual(now) is not None]

    def snapshot(self, instance_id: str, snapshot_id: str) -> Snapshot:
        """A snapshot of an instance.

        Raises:
            Refusal: 404.
        """
        found = self.snapshots.get(snapshot_id)
        if found is None or found.instance_id != instance_id:
            raise snapshot_not_found(snapshot_id)
        return found

    def key(self, key_id: str) -> Key:
        """A customer managed key.

        Raises:
            Refusal: 404.
        """
        found = self.keys.get(key_id)
        if found is None:
            raise key_not_found(key_id)
        return found


def as_field(refusal: Refusal, field: str) -> Refusal:
    """The refusal of an id that came in the body: 400 with the same reason, and the field it came in."""
    errors = refusal.body["errors"] if isinstance(refusal.body, dict) else []
    return Refusal(400, {"errors": [entry | {"field": field} for entry in errors]})
