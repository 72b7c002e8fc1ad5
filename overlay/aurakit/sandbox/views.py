"""The lists among the attributes of `Sandbox`, which are always up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar, overload

from .faults import Fault
from .records import RecordedRequest
from .states import InstanceState, State, state_of

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable

    from .gateway import Gateway
    from .resources import Resource
    from .world import World

T_co = TypeVar("T_co", covariant=True)


class View(Sequence[T_co]):
    """A sequence that is re-read on every use. It equals a tuple or list of the same items."""

    __slots__ = ("_lock", "_read_now")
    __hash__ = None  # type: ignore[assignment] # as a list, whose content changes as well

    def __init__(self, read: Callable[[], tuple[T_co, ...]], lock: threading.RLock) -> None:
        self._read_now = read
        self._lock = lock

    def _read(self) -> tuple[T_co, ...]:
        with self._lock:
            return self._read_now()

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        return self._read()[index]

    def __len__(self) -> int:
        return len(self._read())

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._read())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View | tuple | list) and self._read() == tuple(other)

    def __repr__(self) -> str:
        return repr(self._read())


class ResourcesView(View[State]):
    """The actual resources of a kind: nothing is hidden, stale or left out."""

    __slots__ = ()

    def __init__(self, kind: type[State], world: World, found: Callable[[World, float], Iterable[Resource]]) -> None:
        def read() -> tuple[State, ...]:
            return tuple(state_of(kind, world, one) for one in list(found(world, world.now())))

        super().__init__(read, world.lock)


class InstancesView(ResourcesView[InstanceState]):
    """The actual instances."""

    __slots__ = ("_world",)

    def __init__(self, world: World) -> None:
        super().__init__(InstanceState, world, lambda of, now: of.stock.instances(now))
        self._world = world

    def last(self, count: int) -> tuple[InstanceState, ...]:
        """The newest instances, for frequent reads in a large sandbox."""
        with self._lock:
            found = list(self._world.stock.instances(self._world.now()))[-count:]
            return tuple(state_of(InstanceState, self._world, one) for one in found)

    @property
    def created(self) -> int:
        """How many instances have ever been created."""
        return self._world.creations


class RequestsView(View[RecordedRequest]):
    """The last requests, in the order of their responses."""

    __slots__ = ("_gateway",)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway.log.all, gateway.world.lock)
        self._gateway = gateway

    def clear(self) -> None:
        """Forget the requests so far."""
        with self._gateway.world.lock:
            self._gateway.log.clear()


class FaultsView(View[Fault]):
    """The faults that have not happened yet; those left at the end of a test may have a wrong path."""

    __slots__ = ("_gateway",)

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(lambda: tuple(fault for fault in gateway.faults if fault.remaining), gateway.world.lock)
        self._gateway = gateway

    def clear(self) -> None:
        """Forget the faults and failures of operations that have not happened yet."""
        with self._gateway.world.lock:
            self._gateway.faults.clear()
            self._gateway.world.failures.clear()
