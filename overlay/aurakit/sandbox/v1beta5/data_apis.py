"""GraphQL data APIs: list, create, get, update, delete, pause, resume."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from ..errors import invalid, refused
from ..messages import Response
from ..resources import DataApi
from ..v1.validation import Field, checked, checked_object
from . import auth_providers
from .lookup import data_api, idle, not_found

if TYPE_CHECKING:
    from ..messages import Request
    from ..world import World

CREATE = (Field("name", "name", required=True), Field("type_definitions", "long text", required=True))
UPDATE = (Field("name", "name"), Field("type_definitions", "long text"))
CREDENTIALS = (Field("username", required=True), Field("password", required=True))
CHANGED_CREDENTIALS = (Field("username"), Field("password"))
FEATURES = (Field("subgraph", "flag", required=True),)
CORS = (Field("allowed_origins", "texts", required=True),)
_RESTING = ("ready", "paused", "error")


def list_data_apis(request: Request) -> Response:
    """GET /instances/{instanceId}/data-apis/graphql."""
    world = request.world
    instance = world.instance(request.path["instanceId"])
    return Response(200, {"data": [summary(world, one) for one in world.stock.data_apis.of(instance.id, world.now())]})


def get_data_api(request: Request) -> Response:
    """GET …/{dataApiId}: with `errors` beside `data` if its type definitions are invalid."""
    world = request.world
    one = data_api(request)
    data = summary(world, one) | {
        "aura_instance": {"id": one.instance_id},
        "type_definitions": one.type_definitions,
        "features": {"subgraph": one.subgraph},
        "security": {"cors_policy": {"allowed_origins": one.allowed_origins}},
    }
    if one.actual(world.now()) != "error":
        return Response(200, {"data": data})
    problem = one.problem or "The data API could not be started"
    return Response(200, {"data": data, "errors": [{"reason": "invalid-type-defs", "message": problem}]})


def create_data_api(request: Request) -> Response:
    """POST …/graphql: the only response with the keys of its providers. The instance must be running."""
    world, body = request.world, request.body
    instance = world.instance(request.path["instanceId"])
    values = checked(body, CREATE)
    credentials = checked(checked_object(body, "aura_instance", required=True), CREDENTIALS, within="aura_instance")
    security = checked_object(body, "security", required=True)
    inputs = security.get("authentication_providers")
    if not isinstance(inputs, list) or not inputs:
        raise invalid("security.authentication_providers must have at least one entry", "security")
    if (status := instance.actual(world.now())) != "running":
        raise refused(400, f"The instance is {status}, but must be running", "instance-action-unavailable")
    one = DataApi(
        world.new_hex(8), world.now(), instance_id=instance.id, username=credentials["username"],
        **values, **_settings(body),
    )  # fmt: skip
    providers = [auth_providers.created(world, one.id, entry) for entry in inputs]
    _begin(world, one, "data_api", one.type_definitions)
    world.stock.data_apis.add(one)
    for provider in providers:
        world.stock.auth_providers.add(provider)
    told = [auth_providers.with_key(world, provider) for provider in providers]
    return Response(202, {"data": summary(world, one) | {"authentication_providers": told}})


def update_data_api(request: Request) -> Response:
    """PATCH …/{dataApiId}: from `ready` or `error` to `updating`."""
    world, body = request.world, request.body
    one = data_api(request)
    values = checked(body, UPDATE)
    credentials = checked(checked_object(body, "aura_instance"), CHANGED_CREDENTIALS, within="aura_instance")
    if not values and not credentials and not {"features", "security"} & body.keys():
        raise invalid("The request body changes nothing")
    idle(world, one, "ready", "error")
    credentials.pop("password", None)  # no response shows it
    definitions = values.get("type_definitions", one.type_definitions)
    _begin(world, one, "data_api_update", definitions, values | credentials | _settings(body))
    return _accepted(world, one)


def delete_data_api(request: Request) -> Response:
    """DELETE …/{dataApiId}: the first request gets 202, later ones get 404."""
    world, one = request.world, data_api(request)
    if one.operation is not None and one.operation.kind == "data_api_delete":
        raise not_found(one.id)
    idle(world, one, *_RESTING)
    one.begin(world.operation("data_api_delete", one.id))
    return _accepted(world, one)


def pause_data_api(request: Request) -> Response:
    """POST …/{dataApiId}/pause."""
    return _moved(request, "data_api_pause", "ready")


def resume_data_api(request: Request) -> Response:
    """POST …/{dataApiId}/resume."""
    return _moved(request, "data_api_resume", "paused")


def _moved(request: Request, kind: str, wanted: str) -> Response:
    world, one = request.world, data_api(request)
    idle(world, one, wanted)
    one.begin(world.operation(kind, one.id))
    return _accepted(world, one)


def summary(world: World, one: DataApi, status: str | None = None) -> dict[str, Any]:
    """The fields of a data API in lists and in responses to operations."""
    return {"id": one.id, "name": one.name, "status": status or one.shown(world.now()), "url": one.url}


def _accepted(world: World, one: DataApi) -> Response:
    return Response(202, {"data": summary(world, one, one.actual(world.now()) or "deleting")})


def _settings(body: dict[str, Any]) -> dict[str, Any]:
    """The features and the CORS policy, if given."""
    found: dict[str, Any] = {}
    if "features" in body:
        found |= checked(checked_object(body, "features"), FEATURES, within="features")
    security = checked_object(body, "security")
    if "cors_policy" in security:
        found |= checked(checked_object(security, "cors_policy"), CORS, within="security")
    return found


def _begin(world: World, one: DataApi, kind: str, type_definitions: str, changes: dict[str, Any] | None = None) -> None:
    """Start an operation, which ends in `error` if the type definitions are invalid."""
    operation = world.operation(kind, one.id)
    problem = problem_of(type_definitions)
    if problem:
        operation = operation._replace(outcome="error")
    one.problem = problem or ("" if operation.succeeds else "The data API could not be started")
    one.begin(operation, changes)


def problem_of(type_definitions: str) -> str:
    """What is wrong with type definitions, found without parsing GraphQL; empty if nothing is.

    Raises:
        ErrorResponse: 400, they are not base64-encoded text.
    """
    try:
        text = base64.b64decode(type_definitions, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise invalid("type_definitions must be a GraphQL schema encoded in base64", "type_definitions") from None
    if "type " not in text:
        return "Syntax Error: there is no type"
    return "" if text.count("{") == text.count("}") else "Syntax Error: expected }"
