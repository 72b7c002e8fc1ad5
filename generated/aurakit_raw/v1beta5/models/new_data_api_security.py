# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, by_kind, encoded, new, obj, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .api_key_auth_provider_input import ApiKeyAuthProviderInput
    from .cors_policy import CorsPolicy
    from .jwks_auth_provider_input import JwksAuthProviderInput

_KNOWN: frozenset[str] = frozenset(("authentication_providers", "cors_policy"))


@attrs.define(weakref_slot=False)
class NewDataApiSecurity(Model):
    """Who may use a new data API, and from where.

    Attributes:
        authentication_providers: The providers to create with it; a data API without one refuses every request.
        cors_policy: Which origins may use the data API from a browser.
    """

    authentication_providers: builtins.list[ApiKeyAuthProviderInput | JwksAuthProviderInput]
    cors_policy: CorsPolicy | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .api_key_auth_provider_input import ApiKeyAuthProviderInput
        from .cors_policy import CorsPolicy
        from .jwks_auth_provider_input import JwksAuthProviderInput

        source = data if type(data) is dict else obj(data, "NewDataApiSecurity")
        get = source.get
        self = new(cls)
        try:
            value = source["authentication_providers"]
            self.authentication_providers = [
                by_kind(
                    item,
                    "type",
                    {"api-key": ApiKeyAuthProviderInput.from_dict, "jwks": JwksAuthProviderInput.from_dict},
                    "NewDataApiSecurity",
                    "authentication_providers",
                )
                for item in array(value, "NewDataApiSecurity", "authentication_providers")
            ]
        except KeyError as error:
            raise absent(error, "NewDataApiSecurity") from None
        value = get("cors_policy")
        self.cors_policy = None if value is None else CorsPolicy.from_dict(value)
        known = 1 if value is None else 2
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"authentication_providers": [encoded(item) for item in self.authentication_providers]}
        if self.cors_policy is not None:
            result["cors_policy"] = self.cors_policy.to_dict()
        result.update(self.additional_properties)
        return result
