"""Resources that belong to others: found by their owner, and dropped with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .resources import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

R = TypeVar("R", bound=Resource)


class Belongings(Generic[R]):
    """The resources of one kind, such as the databases of all instances. Those that are gone are dropped on access.

    Args:
        owner: the attribute that has the id of the owner.
        owners: the owners, if they are owned resources themselves: dropping one there drops what it owns.
    """

    def __init__(self, owner: str, owners: Belongings[Any] | None = None) -> None:
        self._owner = owner
        self._owners = owners
        self._of: dict[str, dict[str, R]] = {}
        self._owned: list[Belongings[Any]] = []
        if owners is not None:
            owners._owned.append(self)

    def add(self, resource: R) -> None:
        """Store a resource."""
        self._of.setdefault(getattr(resource, self._owner), {})[resource.id] = resource

    def get(self, owner_id: str, resource_id: str, now: float) -> R | None:
        """A resource that exists."""
        found = self._of.get(owner_id, {}).get(resource_id)
        return None if found is None or self._dropped(found, now) else found

    def of(self, owner_id: str, now: float) -> list[R]:
        """The resources of an owner, the oldest first."""
        return [one for one in list(self._of.get(owner_id, {}).values()) if not self._dropped(one, now)]

    def every(self, now: float) -> Iterator[R]:
        """The resources of all owners."""
        for _ in self._owners.every(now) if self._owners is not None else ():
            pass  # drops those that are gone, and what they own
        return (one for owner_id in list(self._of) for one in self.of(owner_id, now))

    def drop(self, resource: R) -> None:
        """Forget a resource and what it owns."""
        self._of[getattr(resource, self._owner)].pop(resource.id, None)
        for owned in self._owned:
            owned.drop_all_of(resource.id)

    def drop_all_of(self, owner_id: str) -> None:
        """Forget the resources of an owner and what they own."""
        for resource in list(self._of.get(owner_id, {}).values()):
            self.drop(resource)
        self._of.pop(owner_id, None)

    def _dropped(self, resource: R, now: float) -> bool:
        gone = resource.actual(now) is None
        if gone:
            self.drop(resource)
        return gone
