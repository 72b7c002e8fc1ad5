# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .deployment_dbms import DeploymentDbms
    from .deployment_token_details import DeploymentTokenDetails

_KNOWN: frozenset[str] = frozenset(("connection_url", "created_by", "dbms", "id", "name", "token"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class Deployment(Model):
    """A self-managed deployment that Fleet Manager monitors.

    Attributes:
        connection_url: The address for drivers; absent if it was not given.
        created_by: The id of the user who registered it.
        dbms: What runs in it; absent before it has registered itself.
        id: The id of the deployment, a UUID.
        name: Its name in Fleet Manager.
        token: The details of its token; absent if it has none.
    """

    connection_url: str | None = None
    created_by: str | None = None
    dbms: DeploymentDbms | None = None
    id: str | None = None
    name: str | None = None
    token: DeploymentTokenDetails | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .deployment_dbms import DeploymentDbms
        from .deployment_token_details import DeploymentTokenDetails

        source = data if type(data) is dict else obj(data, "Deployment")
        get = source.get
        self = new(cls)
        value = get("connection_url")
        self.connection_url = (
            value if type(value) is str or value is None else scalar(value, "Deployment", "connection_url")
        )
        value = get("created_by")
        self.created_by = None if value is None else scalar(value, "Deployment", "created_by")
        value = get("dbms")
        self.dbms = None if value is None else DeploymentDbms.from_dict(value)
        value = get("id")
        self.id = None if value is None else scalar(value, "Deployment", "id")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "Deployment", "name")
        value = get("token")
        self.token = None if value is None else DeploymentTokenDetails.from_dict(value)
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.connection_url is not None:
            result["connection_url"] = self.connection_url
        if self.created_by is not None:
            result["created_by"] = self.created_by
        if self.dbms is not None:
            result["dbms"] = self.dbms.to_dict()
        if self.id is not None:
            result["id"] = self.id
        if self.name is not None:
            result["name"] = self.name
        if self.token is not None:
            result["token"] = self.token.to_dict()
        result.update(self.additional_properties)
        return result
