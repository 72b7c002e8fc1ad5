# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("message", "type", "status_code"))


@attrs.define(weakref_slot=False)
class AgentError(Model):
    """Why an agent failed.

    Attributes:
        message: What happened, as text for people.
        type: The kind of error, such as `EXECUTION_ERROR`.
        status_code: The status of the service whose failure caused it; absent if there was none.
    """

    message: str
    type: str
    status_code: int | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AgentError")
        get = source.get
        self = new(cls)
        try:
            value = source["message"]
            self.message = value if type(value) is str else scalar(value, "AgentError", "message")
            value = source["type"]
            self.type = value if type(value) is str else scalar(value, "AgentError", "type")
        except KeyError as error:
            raise absent(error, "AgentError") from None
        value = get("status_code")
        self.status_code = None if value is None else scalar(value, "AgentError", "status_code")
        known = 2 if value is None else 3
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"message": self.message, "type": self.type}
        if self.status_code is not None:
            result["status_code"] = self.status_code
        result.update(self.additional_properties)
        return result
