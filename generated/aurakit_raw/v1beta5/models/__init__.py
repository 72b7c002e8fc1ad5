# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.
"""The models. Each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api_key_auth_provider import ApiKeyAuthProvider as ApiKeyAuthProvider
    from .api_key_auth_provider_input import ApiKeyAuthProviderInput as ApiKeyAuthProviderInput
    from .auth_provider_summary import AuthProviderSummary as AuthProviderSummary
    from .auth_provider_type import AuthProviderType as AuthProviderType
    from .changed_data_api_security import ChangedDataApiSecurity as ChangedDataApiSecurity
    from .changed_instance_credentials import ChangedInstanceCredentials as ChangedInstanceCredentials
    from .cors_policy import CorsPolicy as CorsPolicy
    from .created_api_key_auth_provider import CreatedApiKeyAuthProvider as CreatedApiKeyAuthProvider
    from .created_data_api import CreatedDataApi as CreatedDataApi
    from .data_api import DataApi as DataApi
    from .data_api_features import DataApiFeatures as DataApiFeatures
    from .data_api_instance import DataApiInstance as DataApiInstance
    from .data_api_security import DataApiSecurity as DataApiSecurity
    from .data_api_status import DataApiStatus as DataApiStatus
    from .data_api_summary import DataApiSummary as DataApiSummary
    from .error_detail import ErrorDetail as ErrorDetail
    from .instance_credentials import InstanceCredentials as InstanceCredentials
    from .jwks_auth_provider import JwksAuthProvider as JwksAuthProvider
    from .jwks_auth_provider_input import JwksAuthProviderInput as JwksAuthProviderInput
    from .new_data_api_security import NewDataApiSecurity as NewDataApiSecurity

_MODULES = {
    "ApiKeyAuthProvider": "api_key_auth_provider",
    "ApiKeyAuthProviderInput": "api_key_auth_provider_input",
    "AuthProviderSummary": "auth_provider_summary",
    "AuthProviderType": "auth_provider_type",
    "ChangedDataApiSecurity": "changed_data_api_security",
    "ChangedInstanceCredentials": "changed_instance_credentials",
    "CorsPolicy": "cors_policy",
    "CreatedApiKeyAuthProvider": "created_api_key_auth_provider",
    "CreatedDataApi": "created_data_api",
    "DataApi": "data_api",
    "DataApiFeatures": "data_api_features",
    "DataApiInstance": "data_api_instance",
    "DataApiSecurity": "data_api_security",
    "DataApiStatus": "data_api_status",
    "DataApiSummary": "data_api_summary",
    "ErrorDetail": "error_detail",
    "InstanceCredentials": "instance_credentials",
    "JwksAuthProvider": "jwks_auth_provider",
    "JwksAuthProviderInput": "jwks_auth_provider_input",
    "NewDataApiSecurity": "new_data_api_security",
}

__all__ = [
    "ApiKeyAuthProvider",
    "ApiKeyAuthProviderInput",
    "AuthProviderSummary",
    "AuthProviderType",
    "ChangedDataApiSecurity",
    "ChangedInstanceCredentials",
    "CorsPolicy",
    "CreatedApiKeyAuthProvider",
    "CreatedDataApi",
    "DataApi",
    "DataApiFeatures",
    "DataApiInstance",
    "DataApiSecurity",
    "DataApiStatus",
    "DataApiSummary",
    "ErrorDetail",
    "InstanceCredentials",
    "JwksAuthProvider",
    "JwksAuthProviderInput",
    "NewDataApiSecurity",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        from ...importing import importing

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with importing:
            value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        return value

    def __dir__() -> list[str]:
        return [*__all__]
