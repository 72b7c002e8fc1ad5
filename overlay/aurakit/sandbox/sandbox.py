"""`Sandbox`: the local API, with all that a test needs of it. Puts the parts together and decides nothing itself."""

from __future__ import annotations

import itertools
import os
import random
from typing import TYPE_CHECKING, Any, Self

from . import saving, seeds
from .app import App
from .clock import SandboxClock
from .control import Control
from .faults import Fault
from .gateway import CLOCK_MARK, Gateway
from .lifecycle import LIFECYCLES, Durations
from .operations import finish
from .options import Awkwardness, Limits, Project
from .records import RequestLog
from .routing import Router
from .server import HOST, Server
from .states import InstanceState, KeyState, SessionState, SnapshotState, State, state_of
from .tokens import Tokens
from .v1.routes import ROUTES
from .world import OrderedFailure, World

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from aurakit import AsyncAura, Aura

    from .records import RecordedRequest
    from .resources import Resource
    from .tls import Authority

_ORDINALS = itertools.count()


class Sandbox:
    """A local Aura API v1 with state, on real HTTP. Use it in a `with` block.

    All times are sandbox time: that of `clock`, or real time `time_scale` times as fast.

    Args:
        time_scale: seconds of sandbox time in a real second.
        clock: a `ManualClock`, for time that a test moves by hand.
        seed: the same seed and the same requests give the same ids, durations and responses.
        awkwardness: what makes the real API hard at times; `Awkwardness.off()` for a calm one.
        durations: how long operations take; `Durations.none()` for no time at all.
        projects: the projects, the first of which is `project_id`.
        state: what exists at the start: a mapping, or the path of a YAML file; see `add_state`.
        request_limit, token_limit: requests a minute, token requests an hour; None for no limit.
        token_lifetime: seconds.
        api_expires: the value of an `X-Tyk-Api-Expires` header in every response, as a deprecated version has it.
        host, port: where to listen; 0 is a free port.
        tls: HTTPS, with a certificate authority made on the spot (`ca_file`).
        request_log: how many requests are kept.
        control: whether `/_sandbox/` is there, for programs in other languages and for people.
    """

    def __init__(
        self,
        *,
        time_scale: float = 1.0,
        clock: SandboxClock | None = None,
        seed: int = 0,
        awkwardness: Awkwardness | None = None,
        durations: Durations | None = None,
        projects: Sequence[Project] | None = None,
        state: Mapping[str, Any] | str | Path | None = None,
        request_limit: int | None = 125,
        token_limit: int | None = 15,
        token_lifetime: float = 3600.0,
        api_expires: str | None = None,
        host: str = HOST,
        port: int = 0,
        tls: bool = False,
        request_log: int = 10_000,
        control: bool = True,
    ) -> None:
        if clock is not None and time_scale != 1.0:
            raise ValueError("a clock has its own time scale: give one of them")
        if projects is not None and not projects:
            raise ValueError("there must be a project")
        self.clock = clock if clock is not None else SandboxClock(time_scale)
        self._seed = seed
        self._state = seeds.read(state)
        self._projects = tuple(projects or (Project(),)) if projects or not self._state.projects else ()
        self.project_id = (*self._projects, *self._state.projects)[0].id
        self.client_id, self.client_secret = _credentials(seed)
        self._world = World(self.clock, seed, self._projects, awkwardness or Awkwardness(), durations or Durations())
        limits = Limits(requests=request_limit, token_requests=token_limit, token_lifetime=token_lifetime)
        tokens = Tokens(self._world, limits, self.client_id, self.client_secret)
        self._gateway = Gateway(self._world, tokens, limits, RequestLog(request_log), Router({"/v1": ROUTES}))
        seeds.apply(self._world, self._state)
        self._authority = _authority(host) if tls else None
        self._server = Server(host, port, None if self._authority is None else self._authority.context)
        self._app = App(self._gateway, Control(self, enabled=control), self._server.drop, api_expires)
        self._clients: list[Aura] = []
        self.base_url = _base_url(host, self._server.port, tls=tls)

    # ------------------------------------------------------------------------------------------------ life

    def start(self) -> Self:
        """Begin to serve; a `with` block does it."""
        self._server.start(self._app)
        return self

    def close(self, *, grace: float = 0.0) -> None:
        """End the server, and the clients that `client()` made. Requests in progress have `grace` real seconds left."""
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

    # ------------------------------------------------------------------------------------------------ clients

    @property
    def ca_file(self) -> str | None:
        """The file with the certificate authority of a sandbox with TLS."""
        return None if self._authority is None else self._authority.ca_file

    def env(self) -> dict[str, str]:
        """The environment variables that lead a client here."""
        found = {
            "AURA_BASE_URL": self.base_url,
            "AURA_CLIENT_ID": self.client_id,
            "AURA_CLIENT_SECRET": self.client_secret,
        }
        return found if self.ca_file is None else found | {"SSL_CERT_FILE": self.ca_file}

    def client(self, **options: Any) -> Aura:
        """An `Aura` for this sandbox, in its time; `options` of `Aura` win. It is closed with the sandbox."""
        from aurakit import Aura

        client = Aura(**self._options(options))
        self._clients.append(client)
        return client

    def async_client(self, **options: Any) -> AsyncAura:
        """An `AsyncAura` for this sandbox, in its time; to be closed where it is used: `async with`."""
        from aurakit import AsyncAura

        return AsyncAura(**self._options(options))

    def _options(self, options: Mapping[str, Any]) -> dict[str, Any]:
        defaults: dict[str, Any] = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "base_url": self.base_url,
            "clock": self.clock,
            "random": random.Random(self._seed).random,  # noqa: S311 - for the jitter of waits
            "timeout": 60.0 * max(1.0, self.clock.time_scale),  # a minute of real time for real sockets
        }
        if self.ca_file is not None:
            defaults["verify"] = self.ca_file
        result = defaults | dict(options)
        if result["clock"] is self.clock and self.clock.seconds_per_second not in {0.0, 1.0}:
            result["user_agent"] = " ".join(filter(None, (result.get("user_agent"), CLOCK_MARK)))
        return result

    # ------------------------------------------------------------------------------------------------ time and faults

    def advance(self, seconds: float) -> None:
        """Move the sandbox's time ahead."""
        self.clock.advance(seconds)

    def set_time(self, moment: datetime.datetime) -> None:
        """Move the sandbox's time ahead to a moment, which is not in its past."""
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        self.clock.advance(moment.timestamp() - self.clock.wall())

    def fail(
        self,
        *,
        method: str | None = None,
        path: str | None = None,
        times: int = 1,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: object = None,
        delay: float = 0.0,
        lose_answer: bool = False,
    ) -> Fault:
        """Order a fault for the next requests that match; those for the same request come in the order they were given.

        Args:
            method: GET, POST, …; every one if None.
            path: `/instances`, `/instances/{id}` with any id, `/oauth/token`, `*` for any text; all but the token's if
                None. A path with a version, such as `/v1/instances`, is that of this version alone.
            times: how many requests.
            status, headers, body: the response. A dict or list becomes JSON, text and bytes are sent as they are, None
                stands for a body of the gateway's form.
            delay: seconds of sandbox time before the response. A manual clock moves by as much.
            lose_answer: the request is acted on, then answered with `status`; without one the connection just ends.

        Returns:
            The fault, whose `remaining` tells how many requests it still waits for.
        """
        fault = Fault(
            method=method, path=path, times=times, status=status, headers=headers, body=body, delay=delay,
            lose_answer=lose_answer,
        )  # fmt: skip
        with self._world.lock:
            self._gateway.faults[:] = [*self.unused_faults, fault]
        return fault

    @property
    def unused_faults(self) -> tuple[Fault, ...]:
        """The faults that still wait for requests: at a test's end perhaps because their path never matched."""
        with self._world.lock:
            return tuple(fault for fault in self._gateway.faults if fault.remaining)

    def clear_faults(self) -> None:
        """Forget the faults and failures that were ordered and did not happen yet."""
        with self._world.lock:
            self._gateway.faults.clear()
            self._world.failures.clear()

    def fail_operation(
        self, kind: str, *, times: int = 1, resource_id: str | None = None, status: str | None = None
    ) -> None:
        """Let the next operations of a kind end in their failed state.

        Args:
            kind: create, overwrite, snapshot, key or session.
            times: how many.
            resource_id: of which resource; of any if None.
            status: which failed state, where there are two: a snapshot is `Failed` or `Cancelled`.
        """
        failed = LIFECYCLES[kind].failed if kind in LIFECYCLES else ()
        if not failed or kind == "clone":
            kinds = ", ".join(name for name, one in LIFECYCLES.items() if one.failed and name != "clone")
            raise ValueError(f"{kind!r} has no failed state; these have: {kinds}")
        if status is not None and status not in failed:
            raise ValueError(f"{kind!r} fails as {' or '.join(failed)}")
        with self._world.lock:
            self._world.failures.append(OrderedFailure(kind, status or failed[0], times, resource_id))

    def finish_operation(self, resource_id: str | None = None, *, status: str | None = None) -> int:
        """End operations that are under way at once; returns how many.

        Args:
            resource_id: of which instance, snapshot, key or session; of all if None.
            status: the failed state to end in; as it was going to end if None.
        """
        with self._world.lock:
            return finish(self._world, resource_id, status)

    def expire_tokens(self, status: int = 401) -> None:
        """Refuse every token issued so far, with 401 or 403: the real API does either."""
        if status not in {401, 403}:
            raise ValueError("an expired token is refused with 401 or 403")
        with self._world.lock:
            self._gateway.tokens.expire(status)

    # ------------------------------------------------------------------------------------------------ what happened

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        """The last requests, in the order of their responses."""
        with self._world.lock:
            return self._gateway.log.all()

    def clear_requests(self) -> None:
        """Forget the requests so far."""
        with self._world.lock:
            self._gateway.log.clear()

    @property
    def creations(self) -> int:
        """How many instances were ever created."""
        return self._world.creations

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects."""
        with self._world.lock:
            return tuple(self._world.projects.values())

    @property
    def instances(self) -> tuple[InstanceState, ...]:
        """The instances as they really are: nothing hidden, stale or left out."""
        return self._states(InstanceState, self._world.stock.instances)

    @property
    def snapshots(self) -> tuple[SnapshotState, ...]:
        """The snapshots as they really are."""
        stock = self._world.stock
        return self._states(SnapshotState, lambda now: [one for one in stock.all_snapshots() if one.created <= now])

    @property
    def customer_managed_keys(self) -> tuple[KeyState, ...]:
        """The customer managed keys as they really are."""
        return self._states(KeyState, lambda _: self._world.keys.values())

    @property
    def sessions(self) -> tuple[SessionState, ...]:
        """The graph analytics sessions as they really are."""
        return self._states(SessionState, self._world.stock.sessions)

    def _states(
        self, kind: type[State], found: Callable[[float], Iterable[Resource]], last: int | None = None
    ) -> tuple[State, ...]:
        with self._world.lock:
            every = list(found(self._world.now()))
            return tuple(state_of(kind, self._world, one) for one in (every if last is None else every[-last:]))

    def _last_instances(self, count: int) -> tuple[InstanceState, ...]:
        """The newest instances, for those who look often at a sandbox with many."""
        return self._states(InstanceState, self._world.stock.instances, count)

    # ------------------------------------------------------------------------------------------------ the whole state

    def add_state(self, state: Mapping[str, Any] | str | Path) -> None:
        """Add projects, instances, snapshots, keys and sessions: a mapping, or the path of a YAML file with one.

        Raises:
            ValueError: something in it is unknown or missing; nothing is added then.
        """
        found = seeds.read(state)
        with self._world.lock:
            seeds.apply(self._world, found)

    def reset(self) -> None:
        """Begin again as the sandbox was made. The time goes on, and tokens of before are refused."""
        with self._world.lock:
            self._world.begin(self._projects)
            self._gateway.clear()
            seeds.apply(self._world, self._state)

    def save(self) -> dict[str, Any]:
        """Everything as JSON, for `restore` of this or another sandbox."""
        with self._world.lock:
            return saving.saved(self._gateway)

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Go back to what was saved. The calendar goes back as well, the clock's `now()` goes on.

        Raises:
            ValueError: it is not what `save` returned; nothing has changed then.
        """
        with self._world.lock:
            saving.restore(self._gateway, saved)


def _credentials(seed: int) -> tuple[str, str]:
    """Client id and secret of a new sandbox.

    Clients share a limiter, and can share a token, by base URL and client id. A port can be the same one again, so that
    the id differs between the sandboxes of a process, and between the workers of pytest-xdist.
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
