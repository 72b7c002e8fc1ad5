"""Customer managed keys: list, create, get, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calls import Answer
from .errors import Refusal, invalid, refused
from .resources import Key
from .state import as_field
from .validation import PROVIDERS, Field, checked
from .views import key_details

if TYPE_CHECKING:
    from .calls import Call

CREATE = (
    Field("key_id", required=True),
    Field("region", required=True),
    Field("name", "name", required=True),
    Field("instance_type", required=True, choices=("enterprise-db", "enterprise-ds")),
    Field("tenant_id", required=True),
    Field("cloud_provider", required=True, choices=PROVIDERS),
)


def list_keys(call: Call) -> Answer:
    """GET /customer-managed-keys."""
    wanted = call.query.get("tenantId")
    found = [
        {"id": key.id, "name": key.name, "tenant_id": key.tenant_id}
        for key in call.world.keys.values()
        if wanted in {None, key.tenant_id}
    ]
    return Answer(200, {"data": found})


def get_key(call: Call) -> Answer:
    """GET /customer-managed-keys/{customerManagedKeyId}."""
    return Answer(200, {"data": key_details(call.world, call.world.key(call.path["customerManagedKeyId"]))})


def create_key(call: Call) -> Answer:
    """POST /customer-managed-keys."""
    world, values = call.world, checked(call.body, CREATE)
    try:
        project = world.project(values["tenant_id"])
    except Refusal as refusal:
        raise as_field(refusal, "tenant_id") from None
    wanted = (values["instance_type"], values["cloud_provider"], values["region"])
    if all((offer.type, offer.cloud_provider, offer.region) != wanted for offer in project.configurations):
        raise invalid("The project offers no instance of this type there", "region")
    key = Key(world.new_uuid(), world.now(), **values)
    key.begin(world.operation("key", key.id))
    world.keys[key.id] = key
    return Answer(202, {"data": key_details(world, key)})


def delete_key(call: Call) -> Answer:
    """DELETE /customer-managed-keys/{customerManagedKeyId}: done with its 204, unless an instance uses the key."""
    world = call.world
    key = world.key(call.path["customerManagedKeyId"])
    if any(instance.customer_managed_key_id == key.id for instance in world.present_instances()):
        raise refused(400, f"Encryption Key {key.id} is used by an instance", "encryption-key-is-active")
    del world.keys[key.id]
    return Answer(204)
