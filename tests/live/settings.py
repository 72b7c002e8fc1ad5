"""How a live run is set up: by environment variables alone, each of which README.md explains."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FREE = "free-db"
ASKED = ("type", "cloud_provider", "region", "version", "memory", "storage")
"""What can be asked of the instance, each by `AURA_LIVE_` and its name in capitals."""


class Settings(NamedTuple):
    """What the environment says."""

    opted_in: bool
    """Whether anything is run at all."""
    write: bool
    """Whether an instance may be created, changed and deleted."""
    project_id: str | None
    asked: Mapping[str, str]
    """Which instance to create; of what is not said, the smallest that the project is offered."""
    timeout: float
    """Seconds for one operation on an instance."""
    time_scale: float
    """Seconds of the API's time in a real second: more than 1 for a sandbox only."""
    record: Path | None
    """The folder for cassettes."""

    @property
    def free(self) -> bool:
        return self.asked["type"] == FREE


def settings_of(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment."""
    told = {name.removeprefix("AURA_LIVE_").lower(): value for name, value in environment.items() if value}
    opted_in = environment.get("AURA_LIVE") == "1"
    return Settings(
        opted_in=opted_in,
        write=opted_in and told.get("write") == "1",
        project_id=told.get("project_id"),
        asked={"type": FREE} | {name: told[name] for name in ASKED if f"AURA_LIVE_{name.upper()}" in environment},
        timeout=float(told.get("timeout", "1800")),
        time_scale=float(told.get("time_scale", "1")),
        record=Path(told["record"]).resolve() if "record" in told else None,
    )
