# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from ...secret import Secret, sealed_if_given
from ...types import NO_FIELDS, ModelWithSecrets, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("dbId", "user", "password"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class ImportCredentials(ModelWithSecrets):
    """The instance to import into, and a database user of it.

    Attributes:
        db_id: The id of the instance to import into, such as `2f49c2b3`.
        user: The name of a database user who may write; Aura's own user if not given.
        password: The password of that user. It is left out of copies and pickles of this object, so read it
            first.
    """

    db_id: str
    user: str | None = None
    _password: Secret | None = attrs.field(default=None, alias="password", converter=sealed_if_given, repr=False)
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    wire_names: ClassVar[Mapping[str, str]] = {"db_id": "dbId"}

    __match_args__ = ("db_id", "user", "password", "additional_properties")

    @property
    def password(self) -> str | None:
        """The password of that user. It is left out of copies and pickles of this object, so read it first.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return None if self._password is None else self._password.reveal()

    @password.setter
    def password(self, value: str | None) -> None:
        self._password = sealed_if_given(value)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ImportCredentials")
        get = source.get
        self = new(cls)
        try:
            value = source["dbId"]
            self.db_id = value if type(value) is str else scalar(value, "ImportCredentials", "dbId")
        except KeyError as error:
            raise absent(error, "ImportCredentials") from None
        value = get("user")
        self.user = value if type(value) is str or value is None else scalar(value, "ImportCredentials", "user")
        value = get("password")
        self.password = (
            value if type(value) is str or value is None else str(scalar(value, "ImportCredentials", "password"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"dbId": self.db_id}
        if self.user is not None:
            result["user"] = self.user
        if self.password is not None:
            result["password"] = self.password
        result.update(self.additional_properties)
        return result
