"""The commands that are not operations of the API, listed here so that help need not import them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDITIONS: Final[Mapping[tuple[str, str], Mapping[str, tuple[str, str]]]] = {
    ("v1", "instances"): {
        "ensure": ("ensure_command", "Create an instance, unless one with this name exists"),
        "check": ("check_command", "Check a configuration before a create, an update or an upgrade"),
        "find": ("find_command", "Find the one instance with a name, an id or a connection URI"),
        "ensure-running": ("ensure_running_command", "Make sure that instances are running, whatever their state"),
        "ensure-paused": ("ensure_paused_command", "Make sure that instances are paused, whatever their state"),
    },
}
"""By version and resource: the command, the function that makes it, and its first line."""
