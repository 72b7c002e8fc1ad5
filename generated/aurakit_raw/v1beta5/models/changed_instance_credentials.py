# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...secret import Secret, sealed_if_given
from ...types import NO_FIELDS, ModelWithSecrets, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("username", "password"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class ChangedInstanceCredentials(ModelWithSecrets):
    """Another database user for a data API, or another password.

    Attributes:
        username: The name of the database user.
        password: The password of that user, for example after a change in the database. It is left out of copies
            and pickles of this object, so read it first.
    """

    username: str | None = None
    _password: Secret | None = attrs.field(default=None, alias="password", converter=sealed_if_given, repr=False)
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    __match_args__ = ("username", "password", "additional_properties")

    @property
    def password(self) -> str | None:
        """The password of that user, for example after a change in the database. It is left out of copies and pickles
        of this object, so read it first.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return None if self._password is None else self._password.reveal()

    @password.setter
    def password(self, value: str | None) -> None:
        self._password = sealed_if_given(value)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ChangedInstanceCredentials")
        get = source.get
        self = new(cls)
        value = get("username")
        self.username = (
            value if type(value) is str or value is None else scalar(value, "ChangedInstanceCredentials", "username")
        )
        value = get("password")
        self.password = (
            value
            if type(value) is str or value is None
            else str(scalar(value, "ChangedInstanceCredentials", "password"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.username is not None:
            result["username"] = self.username
        if self.password is not None:
            result["password"] = self.password
        result.update(self.additional_properties)
        return result
