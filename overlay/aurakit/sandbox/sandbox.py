"""`Sandbox`: the local API, with everything that a test needs. It only assembles the parts."""

from __future__ import annotations

import importlib
import itertools
import os
import random
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from . import seeds
from .app import App
from .clock import SandboxClock
from .control import Control
from .controls import IssuedTokens, Operations, State
from .faults import Fault
from .gateway import CLOCK_MARK, Gateway
from .lifecycle import Durations
from .options import Awkwardness, Limits, Project
from .organizations import Organization
from .records import RequestLog
from .routing import Router
from .server import HOST, Server
from .settings import Settings
from .states import (
    AuthProviderState,
    BackupState,
    DataApiState,
    DatabaseState,
    ImportJobState,
    KeyState,
    SessionState,
    SnapshotState,
    VirtualGraphState,
)
from .tokens import Tokens
from .v1.routes import ROUTES as V1
from .v1beta5.routes import ROUTES as V1BETA5
from .v2beta1.routes import ROUTES as V2BETA1
from .views import FaultsView, InstancesView, RequestsView, ResourcesView, View
from .world import World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Unpack

    from aurakit import AsyncAura, Aura, v1beta5, v2beta1

    from .faults import FaultOptions
    from .settings import SandboxOptions
    from .tls import Authority

_ORDINALS = itertools.count()


class Sandbox:
    """A local Aura API with state, over real HTTP, for use in a `with` block. `SandboxOptions` explains the options.

    base_url, client_id, client_secret, organization_id, project_id, ca_file: how clients reach it.
    clock: its time. requests, faults: the requests it received, and the pending faults (`clear()`).
    instances, projects, databases, snapshots, …: the actual resources, typed.
    state: `add()`, `save()`, `restore()`, `reset()`. operations: `fail()`, `finish()`. tokens: `expire()`.
    """

    def __init__(self, **options: Unpack[SandboxOptions]) -> None:
        settings = Settings(**options)
        self.clock = settings.clock if settings.clock is not None else SandboxClock(settings.time_scale)
        self._seed = settings.seed
        self.client_id, self.client_secret = _credentials(settings.seed)
        state = seeds.read(settings.state)
        organizations, projects = _beginning(settings, state)
        self.organization_id = (*organizations, *state.organizations)[0].id
        self.project_id = (*projects, *state.projects)[0].id
        world = World(
            self.clock, settings.seed, organizations, projects,
            awkwardness=settings.awkwardness or Awkwardness(), durations=settings.durations or Durations(),
        )  # fmt: skip
        self._gateway = _gateway(world, settings, self.client_id, self.client_secret)
        self.operations, self.tokens = Operations(self._gateway), IssuedTokens(self._gateway)
        self.state = State(self._gateway, organizations, projects, state)
        self._show(self._gateway)
        self._authority = _authority(settings.host) if settings.tls else None
        self.ca_file = None if self._authority is None else self._authority.ca_file
        context = None if self._authority is None else self._authority.context
        self._server = Server(settings.host, settings.port, context)
        control = Control(self, enabled=settings.control)
        self._app = App(self._gateway, control, self._server.drop, settings.api_expires)
        self._clients: list[Any] = []
        self.base_url = _base_url(settings.host, self._server.port, tls=settings.tls)

    def _show(self, gateway: Gateway) -> None:
        world = gateway.world
        self.requests, self.faults = RequestsView(gateway), FaultsView(gateway)
        self.instances = InstancesView(world)
        self.databases = ResourcesView(DatabaseState, world, lambda of, now: of.stock.databases.every(now))
        self.backups = ResourcesView(BackupState, world, lambda of, now: of.stock.backups.every(now))
        self.snapshots = ResourcesView(SnapshotState, world, lambda of, now: of.stock.begun_snapshots(now))
        self.customer_managed_keys = ResourcesView(KeyState, world, lambda of, _: of.keys.values())
        self.sessions = ResourcesView(SessionState, world, lambda of, now: of.stock.sessions(now))
        self.data_apis = ResourcesView(DataApiState, world, lambda of, now: of.stock.data_apis.every(now))
        self.auth_providers = ResourcesView(
            AuthProviderState, world, lambda of, now: of.stock.auth_providers.every(now)
        )
        self.import_jobs = ResourcesView(ImportJobState, world, lambda of, now: of.stock.import_jobs.every(now))
        self.virtual_graphs = ResourcesView(
            VirtualGraphState, world, lambda of, now: of.stock.virtual_graphs.every(now)
        )
        self.organizations = View(lambda: tuple(world.directory.organizations.values()), world.lock)
        self.projects = View(lambda: tuple(world.projects.values()), world.lock)
        self.users = View(lambda: tuple(world.directory.users.values()), world.lock)
        self.invites = View(lambda: tuple(world.directory.invites.values()), world.lock)
        self.ip_filters = View(lambda: tuple(world.directory.ip_filters.values()), world.lock)

    def start(self) -> Self:
        """Start serving; a `with` block does that."""
        self._server.start(self._app)
        return self

    def close(self, *, grace: float = 0.0) -> None:
        """Stop the server after `grace` real seconds for requests in progress, and close the clients of `client()`."""
        for client in self._clients:
            client.close()
        self._clients.clear()
        self._server.stop(grace)
        if self._authority is not None:
            self._authority.remove()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Sandbox {self.base_url}>"

    def env(self) -> dict[str, str]:
        """The environment variables that make clients use this sandbox."""
        found = {
            "AURA_BASE_URL": self.base_url,
            "AURA_CLIENT_ID": self.client_id,
            "AURA_CLIENT_SECRET": self.client_secret,
            "AURA_ORGANIZATION_ID": self.organization_id,
            "AURA_PROJECT_ID": self.project_id,
        }
        return found if self.ca_file is None else found | {"SSL_CERT_FILE": self.ca_file}

    @overload
    def client(self, version: Literal["v1"] = "v1", **options: Any) -> Aura: ...
    @overload
    def client(self, version: Literal["v1beta5"], **options: Any) -> v1beta5.Aura: ...
    @overload
    def client(self, version: Literal["v2beta1"], **options: Any) -> v2beta1.Aura: ...
    def client(self, version: str = "v1", **options: Any) -> Any:
        """An `Aura` of `v1`, `v1beta5` or `v2beta1` for this sandbox, in its time; it is closed with the sandbox.
        `options` are arguments of `Aura` that replace those for this sandbox."""
        client = importlib.import_module(f"aurakit.{version}").Aura(**self._options(version, options))
        self._clients.append(client)
        return client

    @overload
    def async_client(self, version: Literal["v1"] = "v1", **options: Any) -> AsyncAura: ...
    @overload
    def async_client(self, version: Literal["v1beta5"], **options: Any) -> v1beta5.AsyncAura: ...
    @overload
    def async_client(self, version: Literal["v2beta1"], **options: Any) -> v2beta1.AsyncAura: ...
    def async_client(self, version: str = "v1", **options: Any) -> Any:
        """The same as an `AsyncAura`. Close it yourself, with `async with`."""
        return importlib.import_module(f"aurakit.{version}").AsyncAura(**self._options(version, options))

    def _options(self, version: str, options: Mapping[str, Any]) -> dict[str, Any]:
        scope = {"organization_id": self.organization_id, "project_id": self.project_id}
        defaults: dict[str, Any] = ({} if version == "v1beta5" else scope) | {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "base_url": self.base_url,
            "clock": self.clock,
            "random": random.Random(self._seed).random,  # noqa: S311 - for the jitter of waits
            "timeout": 60.0 * max(1.0, self.clock.time_scale),  # a minute of real time, because sockets are real
        }
        if self.ca_file is not None:
            defaults["verify"] = self.ca_file
        result = defaults | dict(options)
        if result["clock"] is self.clock and self.clock.seconds_per_second not in {0.0, 1.0}:
            result["user_agent"] = " ".join(filter(None, (result.get("user_agent"), CLOCK_MARK)))
        return result

    def advance(self, seconds: float) -> None:
        """Advance the sandbox's time by `seconds`, 0 or more. Raises ValueError if negative or infinite."""
        self.clock.advance(seconds)

    def fail(self, **fault: Unpack[FaultOptions]) -> Fault:
        """Make the next matching requests fail, in the order of the calls of this method; see `FaultOptions`.
        Returns the fault, which is in `faults` until it has happened. Raises ValueError if it could never happen."""
        requested = Fault(**fault)
        with self._gateway.world.lock:
            self._gateway.faults[:] = [*self.faults, requested]
        return requested


def _beginning(settings: Settings, state: seeds.Seed) -> tuple[tuple[Organization, ...], tuple[Project, ...]]:
    """The organizations and projects besides those in the seed: the defaults only if it has none."""
    organizations = tuple(settings.organizations or (() if state.organizations else (Organization(),)))
    projects = tuple(settings.projects or (() if state.projects else (Project(),)))
    known = {one.id for one in (*organizations, *state.organizations)}
    for project in projects:
        if project.organization_id not in {None, *known}:
            raise ValueError(f"{project!r} is in an organization that does not exist")
    return organizations, projects


def _gateway(world: World, settings: Settings, client_id: str, client_secret: str) -> Gateway:
    limits = Limits(
        requests=settings.request_limit, token_requests=settings.token_limit, token_lifetime=settings.token_lifetime
    )
    tokens = Tokens(world, limits, client_id, client_secret)
    router = Router({"/v1": V1, "/v1beta5": V1BETA5, "/v2beta1": V2BETA1})
    return Gateway(world, tokens, limits, RequestLog(settings.request_log), router)


def _credentials(seed: int) -> tuple[str, str]:
    """Client id and secret of a new sandbox.

    Clients share a limiter, and can share a token, by base URL and client id. A port can be reused, so the
    id differs between the sandboxes of a process, and between the workers of pytest-xdist.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    chance = random.Random(f"{seed}:{next(_ORDINALS)}{worker}")  # noqa: S311 - nothing here is secret
    return f"{chance.getrandbits(160):040x}"[:32], f"{chance.getrandbits(256):064x}"


def _authority(host: str) -> Authority:
    from .tls import Authority

    return Authority(host)


def _base_url(host: str, port: int, *, tls: bool) -> str:
    """The address for clients on this machine."""
    name = {"0.0.0.0": HOST, "::": "[::1]", "": HOST}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - compared
    return f"{'https' if tls else 'http'}://{name}:{port}"
