# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("subgraph",))


@attrs.define(weakref_slot=False)
class DataApiFeatures(Model):
    """What a data API can do beyond answering queries.

    Attributes:
        subgraph: Whether it can be a subgraph of a federated graph (Apollo Federation).
    """

    subgraph: bool
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DataApiFeatures")
        self = new(cls)
        try:
            value = source["subgraph"]
            self.subgraph = scalar(value, "DataApiFeatures", "subgraph")
        except KeyError as error:
            raise absent(error, "DataApiFeatures") from None
        self.additional_properties = NO_FIELDS if len(source) == 1 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"subgraph": self.subgraph}
        result.update(self.additional_properties)
        return result
