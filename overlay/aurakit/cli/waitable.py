"""Which operations return something that can be waited for, without importing the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurakit_raw.commands import Command

WAITABLE: Final[Mapping[str, frozenset[str]]] = {
    "v1": frozenset({"CreatedInstance", "CustomerManagedKey", "DeletedSession", "Instance", "Session", "Snapshot"}),
    "v1beta5": frozenset({"CreatedDataApi", "DataApi", "DataApiSummary"}),
    "v2beta1": frozenset(
        {
            "Backup", "CreatedInstance", "CreatedVirtualGraph", "Database", "DeletedSession", "ImportJob", "Instance",
            "Session", "VirtualGraph",
        }
    ),
}  # fmt: skip
"""By version: the models that its clients' `wait` accepts."""


def is_waitable(version: str, command: Command) -> bool:
    """Whether the operation returns a single resource that can be waited for."""
    lists = command.method == "GET" and command.operation.startswith("list_")
    return not lists and not WAITABLE.get(version, frozenset()).isdisjoint(command.models)
