# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("role", "content"))


@attrs.define(weakref_slot=False)
class AgentMessage(Model):
    """One message of a conversation with an agent.

    Attributes:
        role: The author, `user` or `assistant`.
        content: The text.
    """

    role: str
    content: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AgentMessage")
        self = new(cls)
        try:
            value = source["role"]
            self.role = value if type(value) is str else scalar(value, "AgentMessage", "role")
            value = source["content"]
            self.content = value if type(value) is str else scalar(value, "AgentMessage", "content")
        except KeyError as error:
            raise absent(error, "AgentMessage") from None
        self.additional_properties = NO_FIELDS if len(source) == 2 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"role": self.role, "content": self.content}
        result.update(self.additional_properties)
        return result
