"""The options of a sandbox: its awkwardness, its limits, its projects and what they offer. All of them are frozen."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .lifecycle import Span

PROJECT_ID = "6f1f9a3c-0d6b-4f0e-9a86-2c1b8f4f7d21"


class Awkwardness(NamedTuple):
    """Behaviour that makes the real API difficult at times; each can be set separately.

    Without any of it the sandbox is calm: it responds like the real API usually does. Ranges are (least, most) seconds
    of sandbox time.

    hidden: after a create, requests for the new instance get 404.
    stale: after update, overwrite, restore and upgrade, responses show the former status.
    gone: after a deletion, requests for the instance get 410 instead of 404.
    expires_early: how long before its `expires_in` a token is refused.
    sparse: fields are null or absent, counts are text, date formats vary and bodies are empty, where observed.
    statuses: (documented, shown) pairs, for values outside the documented list: `(("updating", "resizing"),)`.
    pause_200: a pause is sometimes accepted with 200 instead of 202; the only one that is off by default.
    """

    hidden: Span = (0.0, 8.0)
    stale: Span = (0.0, 30.0)
    gone: Span = (0.0, 30.0)
    expires_early: Span = (0.0, 60.0)
    sparse: bool = True
    statuses: tuple[tuple[str, str], ...] = ()
    pause_200: bool = False

    @classmethod
    def off(cls) -> Awkwardness:
        """The usual, calm behaviour."""
        return cls((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), sparse=False)


class Limits(NamedTuple):
    """How many requests a client id may send; None for no limit. Times are in seconds of sandbox time.

    quotas: the limits of operations that are counted separately, per organization: number of requests and seconds.
    """

    requests: int | None = 125
    per: float = 60.0
    token_requests: int | None = 15
    token_per: float = 3600.0
    token_lifetime: float = 3600.0
    quotas: Mapping[str, tuple[int, float]] = MappingProxyType({"billing": (10, 86400.0)})


class Configuration(NamedTuple):
    """One instance configuration that a project offers."""

    type: str
    cloud_provider: str
    region: str
    region_name: str
    memory: str
    storage: str | None = None
    version: str = "5"


_REGIONS = (
    ("gcp", "europe-west1", "Belgium (europe-west1)"),
    ("gcp", "us-central1", "Iowa, USA (us-central1)"),
    ("aws", "us-east-1", "US East, N. Virginia (us-east-1)"),
    ("aws", "us-west-2", "US West, Oregon (us-west-2)"),
    ("azure", "francecentral", "France Central (francecentral)"),
    ("gcp", "us-east1", "South Carolina, USA (us-east1)"),
    ("gcp", "europe-west2", "London, UK (europe-west2)"),
    ("gcp", "asia-southeast1", "Singapore (asia-southeast1)"),
    ("aws", "eu-west-1", "EU, Ireland (eu-west-1)"),
    ("aws", "eu-central-1", "EU, Frankfurt (eu-central-1)"),
    ("azure", "eastus", "East US (eastus)"),
    ("azure", "uksouth", "UK South (uksouth)"),
)
_SIZES = {
    "professional-db": (1, 2, 4, 8, 16, 32, 64),
    "business-critical": (2, 4, 8, 16, 32, 64),
    "enterprise-db": (2, 4, 8, 16, 32, 64, 128),
    "professional-ds": (4, 8, 16, 32, 64),
    "enterprise-ds": (8, 16, 32, 64, 128),
}


@functools.cache
def default_configurations() -> tuple[Configuration, ...]:
    """All types in twelve regions, with twice or four times as much storage as memory."""
    paid = tuple(
        Configuration(type_, *region, f"{memory}GB", f"{memory * factor}GB", version)
        for type_, sizes in _SIZES.items()
        for region in _REGIONS
        for memory in sizes
        for factor in (2, 4)
        for version in (("4", "5") if region in _REGIONS[:5] else ("5",))
    )
    free = tuple(Configuration("free-db", *region, "1GB", "2GB") for region in _REGIONS if region[0] == "gcp")
    return free + paid


class _DefaultConfigurations(tuple[Configuration, ...]):
    """The defaults, which are hundreds, in a form that does not fill `help(Project)`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "default_configurations()"


class Project(NamedTuple):
    """A project.

    configurations: what can be created in it. quota: paid instances beyond which creating one gets 402. free_quota: the
    same for free instances. instance_limit: instances of any type beyond which creating one gets 405. billing: False
    when no billing details are known, so that only free instances can be created. snapshot_quota: snapshots of one
    instance beyond which making one gets 402. organization_id: the first organization if None.
    """

    id: str = PROJECT_ID
    name: str = "Sandbox"
    configurations: tuple[Configuration, ...] = _DefaultConfigurations(default_configurations())
    quota: int | None = None
    free_quota: int | None = 1
    instance_limit: int | None = None
    billing: bool = True
    snapshot_quota: int | None = None
    organization_id: str | None = None

    def __repr__(self) -> str:
        """The values that differ from the defaults; of the configurations, which are hundreds, only the number."""
        shown = []
        for name, value in self._asdict().items():
            if name in {"id", "name"} or value != self._field_defaults[name]:
                text = f"<{len(value)} configurations>" if name == "configurations" else repr(value)
                shown.append(f"{name}={text}")
        return f"Project({', '.join(shown)})"
