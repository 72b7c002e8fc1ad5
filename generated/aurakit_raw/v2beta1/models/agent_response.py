# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown
from .agent_response_type import AgentResponseType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .agent_content import AgentContent
    from .agent_error import AgentError
    from .agent_usage import AgentUsage

_KNOWN: frozenset[str] = frozenset(("type", "content", "end_reason", "error", "role", "status", "usage"))

_covers = _KNOWN.issuperset
_agent_response_type = AgentResponseType.known()


@attrs.define(weakref_slot=False)
class AgentResponse(Model):
    """The response of an agent, or why it failed.

    Attributes:
        type: `message`, or `error`.
        content: The parts of the response, in order; absent in an error.
        end_reason: Why it ended; `FINAL_ANSWER_PROVIDED` when all went well.
        error: What went wrong; absent if nothing did.
        role: The author, always `assistant`; absent in an error.
        status: How it went; `SUCCESS` when all went well.
        usage: The tokens that it used up.
    """

    type: AgentResponseType
    content: builtins.list[AgentContent] | None = None
    end_reason: str | None = None
    error: AgentError | None = None
    role: str | None = None
    status: str | None = None
    usage: AgentUsage | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .agent_content import AgentContent
        from .agent_error import AgentError
        from .agent_usage import AgentUsage

        source = data if type(data) is dict else obj(data, "AgentResponse")
        get = source.get
        self = new(cls)
        try:
            value = source["type"]
            self.type = (type(value) is str and _agent_response_type(value)) or AgentResponseType.decode(
                value, "AgentResponse", "type"
            )
        except KeyError as error:
            raise absent(error, "AgentResponse") from None
        value = get("content")
        self.content = (
            None if value is None else [*map(AgentContent.from_dict, array(value, "AgentResponse", "content"))]
        )
        value = get("end_reason")
        self.end_reason = value if type(value) is str or value is None else scalar(value, "AgentResponse", "end_reason")
        value = get("error")
        self.error = None if value is None else AgentError.from_dict(value)
        value = get("role")
        self.role = value if type(value) is str or value is None else scalar(value, "AgentResponse", "role")
        value = get("status")
        self.status = value if type(value) is str or value is None else scalar(value, "AgentResponse", "status")
        value = get("usage")
        self.usage = None if value is None else AgentUsage.from_dict(value)
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"type": self.type.value}
        if self.content is not None:
            result["content"] = [item.to_dict() for item in self.content]
        if self.end_reason is not None:
            result["end_reason"] = self.end_reason
        if self.error is not None:
            result["error"] = self.error.to_dict()
        if self.role is not None:
            result["role"] = self.role
        if self.status is not None:
            result["status"] = self.status
        if self.usage is not None:
            result["usage"] = self.usage.to_dict()
        result.update(self.additional_properties)
        return result
