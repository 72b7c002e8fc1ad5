# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("importType",))


@attrs.define(weakref_slot=False)
class ImportConfig(Model):
    """How an import runs.

    Attributes:
        import_type: `cloud` for a database in use, `initial` for an empty one.
    """

    import_type: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    wire_names: ClassVar[Mapping[str, str]] = {"import_type": "importType"}

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ImportConfig")
        get = source.get
        self = new(cls)
        value = get("importType")
        self.import_type = value if type(value) is str or value is None else scalar(value, "ImportConfig", "importType")
        known = 0 if value is None else 1
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.import_type is not None:
            result["importType"] = self.import_type
        result.update(self.additional_properties)
        return result
