# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("edition", "metric_collection_enabled", "packaging"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class DeploymentDbms(Model):
    """What runs in a deployment.

    Attributes:
        edition: The edition of Neo4j, such as `enterprise`.
        metric_collection_enabled: Whether it sends metrics to Fleet Manager.
        packaging: How it was installed, such as a Docker image.
    """

    edition: str | None = None
    metric_collection_enabled: bool | None = None
    packaging: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DeploymentDbms")
        get = source.get
        self = new(cls)
        value = get("edition")
        self.edition = value if type(value) is str or value is None else scalar(value, "DeploymentDbms", "edition")
        value = get("metric_collection_enabled")
        self.metric_collection_enabled = (
            None if value is None else scalar(value, "DeploymentDbms", "metric_collection_enabled")
        )
        value = get("packaging")
        self.packaging = value if type(value) is str or value is None else scalar(value, "DeploymentDbms", "packaging")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.edition is not None:
            result["edition"] = self.edition
        if self.metric_collection_enabled is not None:
            result["metric_collection_enabled"] = self.metric_collection_enabled
        if self.packaging is not None:
            result["packaging"] = self.packaging
        result.update(self.additional_properties)
        return result
