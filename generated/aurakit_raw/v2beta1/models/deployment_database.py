# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "access",
        "aliases",
        "creation_time",
        "current_primaries_count",
        "current_secondaries_count",
        "default",
        "deployment_id",
        "id",
        "last_start_time",
        "node_count",
        "relationship_count",
        "requested_primaries_count",
        "requested_secondaries_count",
        "requested_status",
        "store",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class DeploymentDatabase(Model):
    """A logical database of a self-managed deployment.

    Attributes:
        access: Whether it can be written or only read.
        aliases: Its aliases.
        creation_time: When it was created.
        current_primaries_count: The number of primaries, as text.
        current_secondaries_count: The number of secondaries, as text.
        default: Whether sessions without a database name use it.
        deployment_id: The id of the deployment, a UUID.
        id: The id of the database.
        last_start_time: When it was last started.
        node_count: How many nodes it has.
        relationship_count: How many relationships it has.
        requested_primaries_count: The requested number of primaries, as text.
        requested_secondaries_count: The requested number of secondaries, as text.
        requested_status: The requested state, such as `online`.
        store: The format of its files.
    """

    access: str | None = None
    aliases: builtins.list[str] | None = None
    creation_time: datetime.datetime | None = None
    current_primaries_count: str | None = None
    current_secondaries_count: str | None = None
    default: bool | None = None
    deployment_id: str | None = None
    id: str | None = None
    last_start_time: datetime.datetime | None = None
    node_count: int | None = None
    relationship_count: int | None = None
    requested_primaries_count: str | None = None
    requested_secondaries_count: str | None = None
    requested_status: str | None = None
    store: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DeploymentDatabase")
        get = source.get
        self = new(cls)
        value = get("access")
        self.access = value if type(value) is str or value is None else scalar(value, "DeploymentDatabase", "access")
        value = get("aliases")
        self.aliases = None if value is None else array(value, "DeploymentDatabase", "aliases")
        value = get("creation_time")
        try:
            self.creation_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.creation_time = time_in(value)
        value = get("current_primaries_count")
        self.current_primaries_count = (
            value
            if type(value) is str or value is None
            else scalar(value, "DeploymentDatabase", "current_primaries_count")
        )
        value = get("current_secondaries_count")
        self.current_secondaries_count = (
            value
            if type(value) is str or value is None
            else scalar(value, "DeploymentDatabase", "current_secondaries_count")
        )
        value = get("default")
        self.default = None if value is None else scalar(value, "DeploymentDatabase", "default")
        value = get("deployment_id")
        self.deployment_id = None if value is None else scalar(value, "DeploymentDatabase", "deployment_id")
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "DeploymentDatabase", "id")
        value = get("last_start_time")
        try:
            self.last_start_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.last_start_time = time_in(value)
        value = get("node_count")
        self.node_count = None if value is None else scalar(value, "DeploymentDatabase", "node_count")
        value = get("relationship_count")
        self.relationship_count = None if value is None else scalar(value, "DeploymentDatabase", "relationship_count")
        value = get("requested_primaries_count")
        self.requested_primaries_count = (
            value
            if type(value) is str or value is None
            else scalar(value, "DeploymentDatabase", "requested_primaries_count")
        )
        value = get("requested_secondaries_count")
        self.requested_secondaries_count = (
            value
            if type(value) is str or value is None
            else scalar(value, "DeploymentDatabase", "requested_secondaries_count")
        )
        value = get("requested_status")
        self.requested_status = (
            value if type(value) is str or value is None else scalar(value, "DeploymentDatabase", "requested_status")
        )
        value = get("store")
        self.store = value if type(value) is str or value is None else scalar(value, "DeploymentDatabase", "store")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.creation_time is None:
            keep_text(self, source, "creation_time")
        if self.last_start_time is None:
            keep_text(self, source, "last_start_time")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.access is not None:
            result["access"] = self.access
        if self.aliases is not None:
            result["aliases"] = self.aliases
        if self.creation_time is not None:
            result["creation_time"] = time_text(self.creation_time)
        if self.current_primaries_count is not None:
            result["current_primaries_count"] = self.current_primaries_count
        if self.current_secondaries_count is not None:
            result["current_secondaries_count"] = self.current_secondaries_count
        if self.default is not None:
            result["default"] = self.default
        if self.deployment_id is not None:
            result["deployment_id"] = self.deployment_id
        if self.id is not None:
            result["id"] = self.id
        if self.last_start_time is not None:
            result["last_start_time"] = time_text(self.last_start_time)
        if self.node_count is not None:
            result["node_count"] = self.node_count
        if self.relationship_count is not None:
            result["relationship_count"] = self.relationship_count
        if self.requested_primaries_count is not None:
            result["requested_primaries_count"] = self.requested_primaries_count
        if self.requested_secondaries_count is not None:
            result["requested_secondaries_count"] = self.requested_secondaries_count
        if self.requested_status is not None:
            result["requested_status"] = self.requested_status
        if self.store is not None:
            result["store"] = self.store
        result.update(self.additional_properties)
        return result
