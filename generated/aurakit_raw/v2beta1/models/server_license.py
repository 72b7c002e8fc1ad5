# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown
from .license_state import LicenseState
from .license_type import LicenseType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("days_left_on_trial", "state", "total_trial_days", "type"))

_covers = _KNOWN.issuperset
_license_state = LicenseState.known()
_license_type = LicenseType.known()


@attrs.define(weakref_slot=False)
class ServerLicense(Model):
    """The licence of a server.

    Attributes:
        days_left_on_trial: Days until a trial ends; absent if it is not a trial.
        state: Whether it is in force.
        total_trial_days: The total number of days of a trial; absent if it is not a trial.
        type: The kind of licence.
    """

    days_left_on_trial: int | None = None
    state: LicenseState | None = None
    total_trial_days: int | None = None
    type: LicenseType | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ServerLicense")
        get = source.get
        self = new(cls)
        value = get("days_left_on_trial")
        self.days_left_on_trial = None if value is None else scalar(value, "ServerLicense", "days_left_on_trial")
        value = get("state")
        self.state = (
            None
            if value is None
            else (type(value) is str and _license_state(value))
            or (None if value == "" else LicenseState.decode(value, "ServerLicense", "state"))
        )
        value = get("total_trial_days")
        self.total_trial_days = None if value is None else scalar(value, "ServerLicense", "total_trial_days")
        value = get("type")
        self.type = (
            None
            if value is None
            else (type(value) is str and _license_type(value))
            or (None if value == "" else LicenseType.decode(value, "ServerLicense", "type"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.days_left_on_trial is not None:
            result["days_left_on_trial"] = self.days_left_on_trial
        if self.state is not None:
            result["state"] = self.state.value
        if self.total_trial_days is not None:
            result["total_trial_days"] = self.total_trial_days
        if self.type is not None:
            result["type"] = self.type.value
        result.update(self.additional_properties)
        return result
