# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id",))


@attrs.define(weakref_slot=False)
class CreatedImportJob(Model):
    """The id of an import job.

    Attributes:
        id: The id of the job, a UUID.
    """

    id: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CreatedImportJob")
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CreatedImportJob", "id")
        except KeyError as error:
            raise absent(error, "CreatedImportJob") from None
        self.additional_properties = NO_FIELDS if len(source) == 1 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id}
        result.update(self.additional_properties)
        return result
