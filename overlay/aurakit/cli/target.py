"""The operation that a command performs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurakit_raw.commands import Command, Option


class Target(NamedTuple):
    """One operation on a resource."""

    version: str
    group: str
    method: str
    """The attribute of the resource's class."""
    command: Command

    @property
    def ids(self) -> Sequence[Option]:
        """The positional ids: those in the path that a client does not hold."""
        return [one for one in self.command.options if one.place == "path" and one.name not in self.command.scope]

    @property
    def takes_several(self) -> bool:
        """Whether several last ids may be given: for a get or a delete, or if it is the only id."""
        return bool(self.ids) and (self.command.method in ("GET", "DELETE") or len(self.ids) == 1)

    @property
    def words(self) -> str:
        """The command as typed."""
        before = "" if self.version == "v1" else f"{self.version} "
        return f"{before}{self.group} {self.method}".replace("_", "-")
