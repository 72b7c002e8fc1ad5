# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...secret import Secret, sealed
from ...types import NO_FIELDS, ModelWithSecrets, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("token",))


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class DeploymentToken(ModelWithSecrets):
    """A token with which a deployment registers, which no later response has.

    Attributes:
        token: The token, for the configuration of the deployment; no later response has it. It is left out of
            copies and pickles of this object, so read it first.
    """

    _token: Secret = attrs.field(alias="token", converter=sealed, repr=False)
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    __match_args__ = ("token", "additional_properties")

    @property
    def token(self) -> str:
        """The token, for the configuration of the deployment; no later response has it. It is left out of copies and
        pickles of this object, so read it first.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return self._token.reveal()

    @token.setter
    def token(self, value: str) -> None:
        self._token = sealed(value)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DeploymentToken")
        self = new(cls)
        try:
            value = source["token"]
            self.token = value if type(value) is str else str(scalar(value, "DeploymentToken", "token"))
        except KeyError as error:
            raise absent(error, "DeploymentToken") from None
        self.additional_properties = NO_FIELDS if len(source) == 1 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"token": self.token}
        result.update(self.additional_properties)
        return result
