"""What a project offers: its configurations, indexed by the fields that every request has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import invalid, refused
from .sizes import gigabytes, same_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .options import Configuration


class Wanted(NamedTuple):
    """The requested configuration. A field that is None is left to the API."""

    type: str
    cloud_provider: str
    region: str
    version: str | None
    memory: str
    storage: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Wanted:
        """The configuration requested by these values."""
        given: dict[str, Any] = {name: values.get(name) for name in cls._fields}
        return cls(**given)


class Offers:
    """The configurations of one project."""

    def __init__(self, configurations: Iterable[Configuration]) -> None:
        self._all = tuple(configurations)
        self._by_place: dict[tuple[str, str, str], list[Configuration]] = {}
        for one in self._all:
            self._by_place.setdefault((one.type, one.cloud_provider, one.region), []).append(one)
        self._places = {(one.cloud_provider, one.region) for one in self._all}

    def has_place(self, cloud_provider: str, region: str) -> bool:
        """Whether anything is offered in this region."""
        return (cloud_provider, region) in self._places

    def has_type(self, type_: str, cloud_provider: str, region: str) -> bool:
        """Whether a type is offered in this region."""
        return (type_, cloud_provider, region) in self._by_place

    def fitting(self, wanted: Wanted) -> Configuration:
        """The requested configuration, by default with the newest version and the least storage.

        Raises:
            ErrorResponse: 400, with the first field that no offer matches.
        """
        left = self._by_place.get((wanted.type, wanted.cloud_provider, wanted.region))
        if left is None:
            raise self._no_such_place(wanted)
        if wanted.version is not None:
            left = [one for one in left if one.version == wanted.version]
            if not left:
                raise _not_offered("version", wanted.version)
        left = [one for one in left if same_size(one.memory, wanted.memory)]
        if not left:
            raise _not_offered("memory", wanted.memory)
        if wanted.storage is not None:
            left = [one for one in left if same_size(one.storage, wanted.storage)]
            if not left:
                message = f"storage of {wanted.storage} does not fit memory of {wanted.memory}"
                raise refused(400, message, "invalid-memory-size", "storage")
        return max(left, key=lambda one: (one.version, -gigabytes(one.storage or "0GB")))

    def _no_such_place(self, wanted: Wanted) -> Exception:
        of_type = [one for one in self._all if one.type == wanted.type]
        if not of_type:
            return _not_offered("type", wanted.type)
        if all(one.cloud_provider != wanted.cloud_provider for one in of_type):
            return _not_offered("cloud_provider", wanted.cloud_provider)
        return _not_offered("region", wanted.region)


def _not_offered(field: str, value: str) -> Exception:
    return invalid(f"{field} {value!r} is not offered for this instance in the project", field)
