"""The 33 operations of v1beta5: 21 shared with v1, and 12 of its own."""

from __future__ import annotations

from ..routing import Route
from ..v1.routes import ROUTES as V1
from . import auth_providers, data_apis

_ALL = "/instances/{instanceId}/data-apis/graphql"
_ONE = f"{_ALL}/{{dataApiId}}"
_PROVIDERS = f"{_ONE}/auth-providers"
_PROVIDER = f"{_PROVIDERS}/{{authProviderId}}"

OWN = (
    Route("GET", _ALL, data_apis.list_data_apis),
    Route("POST", _ALL, data_apis.create_data_api),
    Route("GET", _ONE, data_apis.get_data_api),
    Route("PATCH", _ONE, data_apis.update_data_api),
    Route("DELETE", _ONE, data_apis.delete_data_api),
    Route("POST", f"{_ONE}/pause", data_apis.pause_data_api),
    Route("POST", f"{_ONE}/resume", data_apis.resume_data_api),
    Route("GET", _PROVIDERS, auth_providers.list_auth_providers),
    Route("POST", _PROVIDERS, auth_providers.create_auth_provider),
    Route("GET", _PROVIDER, auth_providers.get_auth_provider),
    Route("PATCH", _PROVIDER, auth_providers.update_auth_provider),
    Route("DELETE", _PROVIDER, auth_providers.delete_auth_provider),
)
ROUTES = (*(route for route in V1 if not route.path.startswith("/graph-analytics/")), *OWN)
