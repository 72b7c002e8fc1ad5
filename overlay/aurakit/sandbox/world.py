"""The state of the sandbox and its random source: the resources, and how an operation begins.

Everything random comes from one seeded source, so that the same requests get the same responses.
"""

from __future__ import annotations

import base64
import datetime
import random
import threading
import uuid
from typing import TYPE_CHECKING

from .errors import (
    ErrorResponse,
    instance_deleted,
    instance_not_found,
    key_not_found,
    project_not_found,
    session_not_found,
    snapshot_not_found,
)
from .lifecycle import LIFECYCLES, TIMED_AS, Durations, Operation
from .offers import Offers
from .organizations import OWNER_EMAIL, Directory, Organization, User
from .stock import Stock

if TYPE_CHECKING:
    from .clock import SandboxClock
    from .lifecycle import Span
    from .options import Awkwardness, Project
    from .resources import Instance, Key, Session, Snapshot


class RequestedFailure:
    """Makes the next `times` operations of a kind fail, on any resource or on one."""

    __slots__ = ("kind", "outcome", "resource_id", "times")

    def __init__(self, kind: str, outcome: str, times: int, resource_id: str | None) -> None:
        self.kind = kind
        self.outcome = outcome
        self.times = times
        self.resource_id = resource_id


class World:
    """Everything that persists between requests. Hold `lock` while using it."""

    def __init__(
        self,
        clock: SandboxClock,
        seed: int,
        organizations: tuple[Organization, ...],
        projects: tuple[Project, ...],
        *,
        awkwardness: Awkwardness,
        durations: Durations,
    ) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.awkwardness = awkwardness
        self.durations = durations
        self.random = random.Random()  # noqa: S311 - nothing here is secret
        self._seed = seed
        self.begin(organizations, projects)

    def begin(self, organizations: tuple[Organization, ...], projects: tuple[Project, ...]) -> None:
        """Set the initial state: these organizations and projects, with nothing in them but their owner."""
        self.directory = Directory(organizations)
        self.projects = {project.id: project for project in projects}
        self.stock = Stock()
        self.keys: dict[str, Key] = {}
        self.creations = 0
        self.failures: list[RequestedFailure] = []
        self._offers: dict[str, tuple[Project, Offers]] = {}
        self.random.seed(self._seed)
        self.user_id = self.new_uuid()
        self.settle_owner()

    def settle_owner(self) -> None:
        """Make the owner of the credentials a user of every organization and an administrator of every project."""
        for organization in self.directory.organizations.values():
            known = self.directory.users.get((organization.id, self.user_id))
            owner = known or User(self.user_id, OWNER_EMAIL, organization.id, "organization-owner")
            for project in self.projects_of(organization.id):
                owner = owner if owner.role_in(project.id) else owner.with_role_in(project.id, "project-admin")
            self.directory.add_user(owner)

    # ------------------------------------------------------------------------------------------------ time and chance

    def now(self) -> float:
        """Sandbox time, in seconds."""
        return self.clock.now()

    def date(self, moment: float) -> datetime.datetime:
        """The date for a point in sandbox time, in UTC."""
        seconds = self.clock.wall() - self.clock.now() + moment
        return datetime.datetime.fromtimestamp(round(seconds), tz=datetime.UTC)

    def timestamp(self, moment: float) -> str:
        """The same date as the API writes it."""
        return self.date(moment).strftime("%Y-%m-%dT%H:%M:%SZ")

    def drawn(self, span: Span) -> float:
        """A random number of seconds within a span."""
        return self.random.uniform(*span)

    def coin(self) -> bool:
        """True half of the time in a sparse sandbox, never in a calm one."""
        return self.awkwardness.sparse and self.random.random() < 0.5

    def new_hex(self, digits: int) -> str:
        """A random string of hexadecimal digits."""
        return f"{self.random.getrandbits(digits * 4):0{digits}x}"

    def new_uuid(self) -> str:
        """A random UUID."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def new_secret(self) -> str:
        """A password: 43 characters like the API's."""
        return base64.urlsafe_b64encode(self.random.randbytes(32)).decode().rstrip("=")

    def new_request_id(self) -> str:
        """A request id: 32 hexadecimal digits, a slash and a number."""
        return f"{self.new_hex(32)}/{self.random.getrandbits(63) | 1 << 62}"

    # ------------------------------------------------------------------------------------------------ operations

    def operation(
        self, kind: str, resource_id: str, before: str | None = None, *, start: float | None = None
    ) -> Operation:
        """An operation.

        Args:
            kind: its row in `LIFECYCLES`.
            resource_id: the resource, for requested failures.
            before: the status of the resource, which responses may still show for a moment.
            start: when it begins, if not now.
        """
        lifecycle = LIFECYCLES[kind]
        name = TIMED_AS.get(kind, kind)
        duration = self.drawn(getattr(self.durations, name))
        lag = self.drawn(self.awkwardness.stale) if lifecycle.lags else 0.0
        outcome = self._ordered_outcome(name, resource_id) or lifecycle.done
        began = self.now() if start is None else start
        return Operation(kind, began, duration, lag, before if lifecycle.lags else None, outcome)

    def _ordered_outcome(self, kind: str, resource_id: str) -> str | None:
        for failure in self.failures:
            if failure.kind == kind and failure.times > 0 and failure.resource_id in {None, resource_id}:
                failure.times -= 1
                return failure.outcome
        return None

    # ------------------------------------------------------------------------------------------------ finding things

    def organization_id_of(self, project: Project) -> str:
        """The organization of a project: the first one if the project names none."""
        return project.organization_id or next(iter(self.directory.organizations))

    def projects_of(self, organization_id: str) -> list[Project]:
        """The projects of an organization."""
        return [one for one in self.projects.values() if self.organization_id_of(one) == organization_id]

    def project(self, project_id: str) -> Project:
        """A project.

        Raises:
            ErrorResponse: 404.
        """
        found = self.projects.get(project_id)
        if found is None:
            raise project_not_found()
        return found

    def offers(self, project: Project) -> Offers:
        """What a project offers."""
        known = self._offers.get(project.id)
        if known is None or known[0] is not project:  # a project can be replaced by a seed
            known = self._offers[project.id] = (project, Offers(project.configurations))
        return known[1]

    def instance(self, instance_id: str) -> Instance:
        """An instance.

        Raises:
            ErrorResponse: 404, also briefly after its creation; 410 briefly after its deletion.
        """
        now = self.now()
        found = self.stock.instance(instance_id, now)
        if found is None:
            gone = self.stock.was_just_deleted(instance_id, now)
            raise instance_deleted(instance_id) if gone else instance_not_found(instance_id)
        if now < found.hidden_until:
            raise instance_not_found(instance_id)
        return found

    def snapshot(self, instance_id: str, snapshot_id: str) -> Snapshot:
        """A snapshot of an instance.

        Raises:
            ErrorResponse: 404.
        """
        found = self.stock.snapshot(instance_id, snapshot_id, self.now())
        if found is None:
            raise snapshot_not_found(snapshot_id)
        return found

    def session(self, session_id: str) -> Session:
        """A session.

        Raises:
            ErrorResponse: 404.
        """
        found = self.stock.session(session_id, self.now())
        if found is None:
            raise session_not_found(session_id)
        return found

    def key(self, key_id: str) -> Key:
        """A customer managed key.

        Raises:
            ErrorResponse: 404.
        """
        found = self.keys.get(key_id)
        if found is None:
            raise key_not_found(key_id)
        return found


def as_field(refused: ErrorResponse, field: str) -> ErrorResponse:
    """The error for an id in the body: 400 with the same reason and the field."""
    errors = refused.body["errors"] if isinstance(refused.body, dict) else []
    return ErrorResponse(400, {"errors": [entry | {"field": field} for entry in errors]})
