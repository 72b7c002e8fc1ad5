"""`Sandbox`: the local API with everything a test wants of it. Puts the parts together and decides nothing itself."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any, Self

from .app import Api, application
from .clock import SandboxClock
from .faults import Fault
from .lifecycle import COURSES, Durations
from .options import Awkwardness, Limits, Project
from .server import HOST, Server
from .state import OrderedFailure, World
from .tokens import Tokens
from .views import true_instance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from aurakit import AsyncAura, Aura

    from .records import RecordedRequest

_ORDINALS = itertools.count()


class Sandbox:
    """A local Aura API v1 with state, on real HTTP at the loopback address. Use it in a `with` block.

    All times are sandbox time: that of `clock`, or real time `time_scale` times as fast. Clients made by `client()` and
    `async_client()` share it.

    Args:
        time_scale: seconds of sandbox time in a real second.
        clock: a `ManualClock`, for time that a test moves by hand.
        seed: the same seed and the same requests give the same ids, durations and answers.
        awkwardness: what is hard about the real API; `Awkwardness.off()` for none of it.
        durations: how long operations take; `Durations.none()` for no time at all.
        port: the port, or 0 for a free one.
        request_limit: requests a minute, None for no limit.
        token_limit: token requests an hour, None for no limit.
        token_lifetime: seconds.
        projects: the projects, the first of which is `project_id`.
        api_expires: the value of an `X-Tyk-Api-Expires` header in every answer, as a deprecated version has it.

    See https://neo4j.com/docs/aura/api/overview/.
    """

    def __init__(
        self,
        *,
        time_scale: float = 1.0,
        clock: SandboxClock | None = None,
        seed: int = 0,
        awkwardness: Awkwardness = Awkwardness(),  # noqa: B008 - frozen
        durations: Durations = Durations(),  # noqa: B008 - frozen
        port: int = 0,
        request_limit: int | None = 125,
        token_limit: int | None = 15,
        token_lifetime: float = 3600.0,
        projects: Sequence[Project] = (Project(),),
        api_expires: str | None = None,
    ) -> None:
        if clock is not None and time_scale != 1.0:
            raise ValueError("a clock has its own time scale: give one of them")
        if not projects:
            raise ValueError("there must be a project")
        self.clock = clock if clock is not None else SandboxClock(time_scale)
        self.project_id = projects[0].id
        self._seed = seed
        # Clients share a limiter, and can share a token, by base URL and client id. A port can be the same one again,
        # so that the id has to differ between the sandboxes of a process.
        chance = random.Random(f"{seed}:{next(_ORDINALS)}")  # noqa: S311 - nothing here is secret
        self.client_id = f"{chance.getrandbits(160):040x}"[:32]
        self.client_secret = f"{chance.getrandbits(256):064x}"
        self._world = World(self.clock, seed, tuple(projects), awkwardness, durations)
        limits = Limits(requests=request_limit, token_requests=token_limit, token_lifetime=token_lifetime)
        self._tokens = Tokens(self._world, limits, self.client_id, self.client_secret)
        self._server = Server(port)
        self._api = Api(self._world, self._tokens, limits, self._server.drop, api_expires)
        self._clients: list[Aura] = []
        self.base_url = f"http://{HOST}:{self._server.port}"

    # ------------------------------------------------------------------------------------------------ life

    def start(self) -> Self:
        """Begin to answer; a `with` block does it."""
        self._server.start(application(self._api))
        return self

    def close(self) -> None:
        """End the server and the clients that `client()` made. Closing again does nothing."""
        for client in self._clients:
            client.close()
        self._clients.clear()
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Sandbox {self.base_url}>"

    # ------------------------------------------------------------------------------------------------ clients

    def env(self) -> dict[str, str]:
        """The environment variables that lead a client here."""
        return {
            "AURA_BASE_URL": self.base_url,
            "AURA_CLIENT_ID": self.client_id,
            "AURA_CLIENT_SECRET": self.client_secret,
        }

    def client(self, **options: Any) -> Aura:
        """An `Aura` for this sandbox, in its time. It is closed with the sandbox.

        Args:
            options: keywords of `Aura`, which win over those set here.
        """
        from aurakit import Aura

        client = Aura(**self._options(options))
        self._clients.append(client)
        return client

    def async_client(self, **options: Any) -> AsyncAura:
        """An `AsyncAura` for this sandbox, in its time, to be closed where it is used: `async with`.

        Args:
            options: keywords of `AsyncAura`, which win over those set here.
        """
        from aurakit import AsyncAura

        return AsyncAura(**self._options(options))

    def _options(self, options: Mapping[str, Any]) -> dict[str, Any]:
        defaults = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "base_url": self.base_url,
            "clock": self.clock,
            "random": random.Random(self._seed).random,  # noqa: S311 - for the jitter of waits
            "timeout": 60.0 * max(1.0, self.clock.time_scale),  # a minute of real time for real sockets
        }
        return defaults | dict(options)

    # ------------------------------------------------------------------------------------------------ time and faults

    def advance(self, seconds: float) -> None:
        """Move the sandbox's time ahead."""
        self.clock.advance(seconds)

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
                None.
            times: how many requests.
            status, headers, body: the answer. A dict or list becomes JSON, text and bytes are sent as they are, None
                stands for a body of the gateway's form.
            delay: seconds of sandbox time before the answer. A manual clock moves by as much.
            lose_answer: the request is acted on, then answered with `status`; without one the connection just ends.

        Returns:
            The fault, whose `remaining` tells how many requests it still waits for.
        """
        fault = Fault(
            method=method, path=path, times=times, status=status, headers=headers, body=body, delay=delay,
            loses_answer=lose_answer,
        )  # fmt: skip
        with self._world.lock:
            self._api.faults.append(fault)
        return fault

    @property
    def unused_faults(self) -> tuple[Fault, ...]:
        """The faults that still wait for requests: at a test's end perhaps because their path never matched."""
        with self._world.lock:
            return tuple(fault for fault in self._api.faults if fault.remaining)

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
        failed = COURSES[kind].failed if kind in COURSES else ()
        if not failed:
            kinds = ", ".join(name for name, course in COURSES.items() if course.failed)
            raise ValueError(f"{kind!r} has no failed state; these have: {kinds}")
        if status is not None and status not in failed:
            raise ValueError(f"{kind!r} fails as {' or '.join(failed)}")
        with self._world.lock:
            self._world.failures.append(OrderedFailure(kind, status or failed[0], times, resource_id))

    def expire_tokens(self, status: int = 401) -> None:
        """Refuse every token issued so far.

        Args:
            status: 401 or 403: the real API answers with either.
        """
        if status not in {401, 403}:
            raise ValueError("an expired token is refused with 401 or 403")
        with self._world.lock:
            self._tokens.expire(status)

    # ------------------------------------------------------------------------------------------------ what happened

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        """Every request so far, in the order of the answers."""
        with self._world.lock:
            return tuple(self._api.requests)

    @property
    def creations(self) -> int:
        """How many instances were ever created."""
        return self._world.creations

    @property
    def instances(self) -> tuple[dict[str, Any], ...]:
        """The instances as they really are: nothing hidden, stale or left out."""
        with self._world.lock:
            now = self._world.now()
            present = self._world.present_instances()
            return tuple(true_instance(self._world, instance, instance.actual(now)) for instance in present)
