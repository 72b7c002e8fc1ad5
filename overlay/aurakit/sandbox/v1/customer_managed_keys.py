"""Customer managed keys: list, create, get, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ErrorResponse, invalid, refused
from ..messages import Response
from ..resources import Key
from ..world import as_field
from .validation import PROVIDERS, Field, checked
from .views import key_details

if TYPE_CHECKING:
    from ..messages import Request

CREATE = (
    Field("key_id", required=True),
    Field("region", required=True),
    Field("name", "name", required=True),
    Field("instance_type", required=True, choices=("enterprise-db", "enterprise-ds")),
    Field("tenant_id", required=True),
    Field("cloud_provider", required=True, choices=PROVIDERS),
)


def list_keys(request: Request) -> Response:
    """GET /customer-managed-keys."""
    wanted = request.query.get("tenantId")
    found = [
        {"id": key.id, "name": key.name, "tenant_id": key.tenant_id}
        for key in request.world.keys.values()
        if wanted in {None, key.tenant_id}
    ]
    return Response(200, {"data": found})


def get_key(request: Request) -> Response:
    """GET /customer-managed-keys/{customerManagedKeyId}."""
    return Response(200, {"data": key_details(request.world, request.world.key(request.path["customerManagedKeyId"]))})


def create_key(request: Request) -> Response:
    """POST /customer-managed-keys."""
    world, values = request.world, checked(request.body, CREATE)
    try:
        project = world.project(values["tenant_id"])
    except ErrorResponse as refusal:
        raise as_field(refusal, "tenant_id") from None
    wanted = (values["instance_type"], values["cloud_provider"], values["region"])
    if not world.offers(project).has_type(*wanted):
        raise invalid("The project offers no instances of this type there", "region")
    key = Key(world.new_uuid(), world.now(), **values)
    key.begin(world.operation("key", key.id))
    world.keys[key.id] = key
    return Response(202, {"data": key_details(world, key)})


def delete_key(request: Request) -> Response:
    """DELETE /customer-managed-keys/{customerManagedKeyId}: complete with its 204; refused while a key is in use."""
    world = request.world
    key = world.key(request.path["customerManagedKeyId"])
    if any(instance.customer_managed_key_id == key.id for instance in world.stock.instances(world.now())):
        raise refused(400, f"Encryption Key {key.id} is used by an instance", "encryption-key-is-active")
    del world.keys[key.id]
    return Response(204)
