"""Authentication providers of a data API: list, create, get, update, delete. Changes take effect immediately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import invalid, refused
from ..messages import Response
from ..resources import AuthProvider
from ..v1.validation import Field, checked
from .lookup import data_api, idle

if TYPE_CHECKING:
    from ..messages import Request
    from ..world import World

TYPES = ("api-key", "jwks")
CREATE = (
    Field("name", "name", required=True),
    Field("type", required=True, choices=TYPES),
    Field("enabled", "flag"),
    Field("url"),
)
UPDATE = (Field("name", "name"), Field("enabled", "flag"), Field("url"))


def list_auth_providers(request: Request) -> Response:
    """GET …/auth-providers."""
    world, owner = request.world, data_api(request)
    found = world.stock.auth_providers.of(owner.id, world.now())
    return Response(200, {"data": [_details(one, url=False) for one in found]})


def get_auth_provider(request: Request) -> Response:
    """GET …/auth-providers/{authProviderId}: without the key."""
    return Response(200, {"data": _details(_provider(request))})


def create_auth_provider(request: Request) -> Response:
    """POST …/auth-providers: the only response with the key of an `api-key` provider."""
    world, owner = request.world, data_api(request)
    idle(world, owner, "ready", "error", "paused")
    one = created(world, owner.id, request.body)
    world.stock.auth_providers.add(one)
    return Response(202, {"data": with_key(world, one)})


def update_auth_provider(request: Request) -> Response:
    """PATCH …/auth-providers/{authProviderId}."""
    one, values = _provider(request), checked(request.body, UPDATE)
    if not values:
        raise invalid("The request body changes nothing")
    _check_url(one.type, values)
    one.name, one.url = values.get("name", one.name), values.get("url", one.url)
    if "enabled" in values:
        one.status = _status(enabled=values["enabled"])
    return Response(202, {"data": _details(one)})


def delete_auth_provider(request: Request) -> Response:
    """DELETE …/auth-providers/{authProviderId}."""
    one = _provider(request)
    request.world.stock.auth_providers.drop(one)
    return Response(202, {"data": _details(one)})


def created(world: World, data_api_id: str, body: object) -> AuthProvider:
    """A new provider from the fields of a request.

    Raises:
        ErrorResponse: 400.
    """
    if not isinstance(body, dict):
        raise invalid("an authentication provider must be an object", "security")
    values = checked(body, CREATE)
    _check_url(values["type"], values)
    if values["type"] == "jwks" and "url" not in values:
        raise invalid("url is required for a jwks provider", "url")
    return AuthProvider(
        world.new_uuid(), world.now(), _status(enabled=values.get("enabled", True)), data_api_id=data_api_id,
        name=values["name"], type=values["type"], url=values.get("url"),
    )  # fmt: skip


def with_key(world: World, one: AuthProvider) -> dict[str, Any]:
    """A new provider with its key."""
    return _details(one) | ({"key": world.new_secret()} if one.type == "api-key" else {})


def _provider(request: Request) -> AuthProvider:
    world, owner = request.world, data_api(request)
    found = world.stock.auth_providers.get(owner.id, request.path["authProviderId"], world.now())
    if found is None:
        raise refused(404, f"Auth provider not found: {request.path['authProviderId']}", "")
    return found


def _details(one: AuthProvider, *, url: bool = True) -> dict[str, Any]:
    data = {"id": one.id, "name": one.name, "type": one.type, "enabled": one.status == "enabled"}
    return data | {"url": one.url} if url and one.url is not None else data


def _status(*, enabled: bool) -> str:
    return "enabled" if enabled else "disabled"


def _check_url(type_: str, values: dict[str, Any]) -> None:
    if "url" in values and type_ != "jwks":
        raise invalid("url is for jwks providers only", "url")
    if "url" in values and not values["url"].startswith("https://"):
        raise invalid("url must be an HTTPS address", "url")
