# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...secret import Secret, sealed
from ...types import NO_FIELDS, ModelWithSecrets, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("username", "password"))


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class InstanceCredentials(ModelWithSecrets):
    """A database user of the instance, as whom a data API reads and writes.

    Attributes:
        username: The name of the database user, such as `neo4j`.
        password: The password of that user; Aura stores it, and no response contains it. It is left out of copies
            and pickles of this object, so read it first.
    """

    username: str
    _password: Secret = attrs.field(alias="password", converter=sealed, repr=False)
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    __match_args__ = ("username", "password", "additional_properties")

    @property
    def password(self) -> str:
        """The password of that user; Aura stores it, and no response contains it. It is left out of copies and pickles
        of this object, so read it first.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return self._password.reveal()

    @password.setter
    def password(self, value: str) -> None:
        self._password = sealed(value)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "InstanceCredentials")
        self = new(cls)
        try:
            value = source["username"]
            self.username = value if type(value) is str else scalar(value, "InstanceCredentials", "username")
            value = source["password"]
            self.password = value if type(value) is str else str(scalar(value, "InstanceCredentials", "password"))
        except KeyError as error:
            raise absent(error, "InstanceCredentials") from None
        self.additional_properties = NO_FIELDS if len(source) == 2 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"username": self.username, "password": self.password}
        result.update(self.additional_properties)
        return result
