"""The operation that a command stands for."""

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
    """Of the resource's class."""
    command: Command

    @property
    def ids(self) -> Sequence[Option]:
        """The ids that are given by place: those in the path that no client holds."""
        return [one for one in self.command.options if one.place == "path" and one.name not in self.command.scope]

    @property
    def takes_several(self) -> bool:
        """Whether the last id may be several: to look or to delete, or where it is the only one."""
        return bool(self.ids) and (self.command.method in ("GET", "DELETE") or len(self.ids) == 1)

    @property
    def words(self) -> str:
        """As it is typed."""
        before = "" if self.version == "v1" else f"{self.version} "
        return f"{before}{self.group} {self.method}".replace("_", "-")
