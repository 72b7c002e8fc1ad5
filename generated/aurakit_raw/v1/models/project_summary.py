# Written by `python scripts/generate.py` from openapi/v1/. Do not edit it: run that again.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ..types import obj, scalar, unknown

if TYPE_CHECKING:
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name"))


@attrs.define
class ProjectSummary:
    """What a list tells about a project.

    Attributes:
        id: The project's id, a UUID; elsewhere `tenant_id`.
        name: The project's name.
    """

    id: str
    name: str
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object; raises `DecodeError` for a missing field or a value of a wrong kind."""
        source = obj(data, "ProjectSummary")
        get = source.get
        return cls(
            value if type(value := get("id")) is str else scalar(value, "ProjectSummary", "id"),
            value if type(value := get("name")) is str else scalar(value, "ProjectSummary", "name"),
            unknown(source, _KNOWN),
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without what is absent."""
        result: dict[str, Any] = {"id": self.id, "name": self.name}
        result.update(self.additional_properties)
        return result
