# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("connection_url", "created_by", "id", "name", "status"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class DeploymentSummary(Model):
    """A self-managed deployment in a list.

    Attributes:
        connection_url: The address for drivers; absent if it was not given.
        created_by: The id of the user who registered it.
        id: The id of the deployment, a UUID.
        name: Its name in Fleet Manager.
        status: Whether Fleet Manager receives its reports.
    """

    connection_url: str | None = None
    created_by: str | None = None
    id: str | None = None
    name: str | None = None
    status: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DeploymentSummary")
        get = source.get
        self = new(cls)
        value = get("connection_url")
        self.connection_url = (
            value if type(value) is str or value is None else scalar(value, "DeploymentSummary", "connection_url")
        )
        value = get("created_by")
        self.created_by = (
            value if type(value) is str or value is None else scalar(value, "DeploymentSummary", "created_by")
        )
        value = get("id")
        self.id = None if value is None else scalar(value, "DeploymentSummary", "id")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "DeploymentSummary", "name")
        value = get("status")
        self.status = value if type(value) is str or value is None else scalar(value, "DeploymentSummary", "status")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.connection_url is not None:
            result["connection_url"] = self.connection_url
        if self.created_by is not None:
            result["created_by"] = self.created_by
        if self.id is not None:
            result["id"] = self.id
        if self.name is not None:
            result["name"] = self.name
        if self.status is not None:
            result["status"] = self.status
        result.update(self.additional_properties)
        return result
