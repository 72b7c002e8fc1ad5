"""What commands there are beside the operations of the API, so that help need not import them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDITIONS: Final[Mapping[tuple[str, str], Mapping[str, tuple[str, str]]]] = {
    ("v1", "instances"): {
        "ensure": ("ensure_command", "Create an instance, unless there is one of this name already"),
        "check": ("check_command", "Check a configuration before a create, an update or an upgrade"),
        "find": ("find_command", "Find the one instance with a name, an id or a connection URI"),
        "ensure-running": ("ensure_running_command", "See to it that instances run, whatever state they are in"),
        "ensure-paused": ("ensure_paused_command", "See to it that instances are paused, whatever state they are in"),
    },
}
"""By version and resource: the command, the function that makes it, and its first line."""
