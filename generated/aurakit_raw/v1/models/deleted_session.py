# Written by `python scripts/generate.py` from openapi/v1/. Do not edit it: run that again.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ..types import array, obj, scalar, unknown

if TYPE_CHECKING:
    from typing import Self

    from .error_detail import ErrorDetail

_KNOWN: frozenset[str] = frozenset(("id", "errors"))


@attrs.define
class DeletedSession:
    """The session that is being deleted.

    Attributes:
        id: The session's id.
        errors: What went wrong with it, also when it is answered; absent or empty when nothing did.
    """

    id: str | None = None
    errors: builtins.list[ErrorDetail] | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object; raises `DecodeError` for a missing field or a value of a wrong kind."""
        from .error_detail import ErrorDetail

        source = obj(data, "DeletedSession")
        get = source.get
        return cls(
            value if type(value := get("id")) is str or value is None else scalar(value, "DeletedSession", "id"),
            None
            if (value := get("errors")) is None
            else [ErrorDetail.from_dict(item) for item in array(value, "DeletedSession", "errors")],
            unknown(source, _KNOWN),
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without what is absent."""
        result: dict[str, Any] = {}
        if self.id is not None:
            result["id"] = self.id
        if self.errors is not None:
            result["errors"] = [item.to_dict() for item in self.errors]
        result.update(self.additional_properties)
        return result
