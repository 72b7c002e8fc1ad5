# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown
from .import_outcome import ImportOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("message", "state"))

_covers = _KNOWN.issuperset
_import_outcome = ImportOutcome.known()


@attrs.define(weakref_slot=False)
class ImportExitStatus(Model):
    """How an import job ended.

    Attributes:
        message: What happened, as text for people.
        state: Whether it succeeded, failed or was cancelled.
    """

    message: str | None = None
    state: ImportOutcome | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ImportExitStatus")
        get = source.get
        self = new(cls)
        value = get("message")
        self.message = value if type(value) is str or value is None else scalar(value, "ImportExitStatus", "message")
        value = get("state")
        self.state = (
            None
            if value is None
            else (type(value) is str and _import_outcome(value))
            or (None if value == "" else ImportOutcome.decode(value, "ImportExitStatus", "state"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.message is not None:
            result["message"] = self.message
        if self.state is not None:
            result["state"] = self.state.value
        result.update(self.additional_properties)
        return result
