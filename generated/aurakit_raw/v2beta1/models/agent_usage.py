# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("request_tokens", "response_tokens", "total_tokens"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class AgentUsage(Model):
    """The tokens that an invocation used up.

    Attributes:
        request_tokens: Input tokens: the prompt, the question and the results of tools.
        response_tokens: Output tokens, including thinking.
        total_tokens: The total.
    """

    request_tokens: int | None = None
    response_tokens: int | None = None
    total_tokens: int | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AgentUsage")
        get = source.get
        self = new(cls)
        value = get("request_tokens")
        self.request_tokens = None if value is None else scalar(value, "AgentUsage", "request_tokens")
        value = get("response_tokens")
        self.response_tokens = None if value is None else scalar(value, "AgentUsage", "response_tokens")
        value = get("total_tokens")
        self.total_tokens = None if value is None else scalar(value, "AgentUsage", "total_tokens")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.request_tokens is not None:
            result["request_tokens"] = self.request_tokens
        if self.response_tokens is not None:
            result["response_tokens"] = self.response_tokens
        if self.total_tokens is not None:
            result["total_tokens"] = self.total_tokens
        result.update(self.additional_properties)
        return result
