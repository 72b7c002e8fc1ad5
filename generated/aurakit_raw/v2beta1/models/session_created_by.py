# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .creator_type import CreatorType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("type", "console_user_id", "database_username", "database_uuid"))

_covers = _KNOWN.issuperset
_creator_type = CreatorType.known()


@attrs.define(weakref_slot=False)
class SessionCreatedBy(Model):
    """Who created a session.

    Attributes:
        type: Whether it was a user of the Console or of a database.
        console_user_id: The id of the Console user; absent for a database user.
        database_username: The name of the database user; absent for a Console user.
        database_uuid: The database of that user; absent for a Console user.
    """

    type: CreatorType
    console_user_id: str | None = None
    database_username: str | None = None
    database_uuid: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "SessionCreatedBy")
        get = source.get
        self = new(cls)
        try:
            value = source["type"]
            self.type = (type(value) is str and _creator_type(value)) or CreatorType.decode(
                value, "SessionCreatedBy", "type"
            )
        except KeyError as error:
            raise absent(error, "SessionCreatedBy") from None
        value = get("console_user_id")
        self.console_user_id = None if value is None else scalar(value, "SessionCreatedBy", "console_user_id")
        value = get("database_username")
        self.database_username = (
            value if type(value) is str or value is None else scalar(value, "SessionCreatedBy", "database_username")
        )
        value = get("database_uuid")
        self.database_uuid = (
            value if type(value) is str or value is None else scalar(value, "SessionCreatedBy", "database_uuid")
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"type": self.type.value}
        if self.console_user_id is not None:
            result["console_user_id"] = self.console_user_id
        if self.database_username is not None:
            result["database_username"] = self.database_username
        if self.database_uuid is not None:
            result["database_uuid"] = self.database_uuid
        result.update(self.additional_properties)
        return result
