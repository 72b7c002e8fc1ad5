# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, share, shared, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "tenant_id"))


@attrs.define(weakref_slot=False)
class CustomerManagedKeySummary(Model):
    """A customer managed key in a list.

    Attributes:
        id: The key's id in Aura, a UUID.
        name: The key's name in Aura.
        tenant_id: The id of its project.
    """

    id: str
    name: str
    tenant_id: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CustomerManagedKeySummary")
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CustomerManagedKeySummary", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "CustomerManagedKeySummary", "name")
            value = source["tenant_id"]
            self.tenant_id = (
                (shared(value) or share(value))
                if type(value) is str
                else scalar(value, "CustomerManagedKeySummary", "tenant_id")
            )
        except KeyError as error:
            raise absent(error, "CustomerManagedKeySummary") from None
        self.additional_properties = NO_FIELDS if len(source) == 3 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name, "tenant_id": self.tenant_id}
        result.update(self.additional_properties)
        return result
