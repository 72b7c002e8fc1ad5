"""IP filters of an organization: list, create, get, update, delete; and the one that applies to an instance.

A filter is sent as `ip_range` and `entities`, and returned as an address with a prefix length and `filtered_entities`.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

from ..errors import invalid, refused
from ..messages import Response
from ..organizations import IpFilter
from ..v1.validation import Field, checked, checked_object
from . import lookup

if TYPE_CHECKING:
    from ..messages import Request
    from ..world import World

FIELDS = (
    Field("name", "text"),
    Field("description", "any text"),
    Field("filtering_disabled", "flag"),
    Field("brain_ip_addresses_enabled", "flag"),
)
RANGE = (Field("ip_range", required=True), Field("description", "any text"))
ENTITIES = (Field("instances", "texts"), Field("projects", "texts"), Field("organizations", "texts"))


def list_ip_filters(request: Request) -> Response:
    """GET /organizations/{organization_id}/ip-filters: a bare list."""
    owner = lookup.organization(request)
    found = [one for one in request.world.directory.ip_filters.values() if one.organization_id == owner.id]
    return Response(200, [_details(request.world, one) for one in found])


def get_ip_filter(request: Request) -> Response:
    """GET /organizations/{organization_id}/ip-filters/{ip_filter_id}."""
    return Response(200, _details(request.world, _found(request)))


def create_ip_filter(request: Request) -> Response:
    """POST /organizations/{organization_id}/ip-filters."""
    world, owner = request.world, lookup.organization(request)
    for name in ("name", "allow_list"):
        if name not in request.body:
            raise invalid(f"{name} is required", name)
    values = _values(request)
    _check_name(world, owner.id, values["name"], None)
    values.setdefault("description", "")
    found = IpFilter(10_000_000 + world.random.randrange(90_000_000), owner.id, updated=world.now(), **values)
    world.directory.ip_filters[found.id] = found
    return Response(200, _details(world, found))


def update_ip_filter(request: Request) -> Response:
    """PATCH /organizations/{organization_id}/ip-filters/{ip_filter_id}: omitted fields keep their values."""
    world, present, values = request.world, _found(request), _values(request)
    _check_name(world, present.organization_id, values.get("name", present.name), present.id)
    changed = present._replace(updated=world.now(), **values)
    world.directory.ip_filters[changed.id] = changed
    return Response(200, _details(world, changed))


def delete_ip_filter(request: Request) -> Response:
    """DELETE /organizations/{organization_id}/ip-filters/{ip_filter_id}."""
    del request.world.directory.ip_filters[_found(request).id]
    return Response(204)


def get_instance_ip_filter(request: Request) -> Response:
    """GET …/instances/{instance_id}/ip-filters: that of the instance, or else of its project, or else of the
    organization."""
    world, instance = request.world, lookup.instance(request)
    owner = request.path["organization_id"]
    for attribute, wanted in (("instances", instance.id), ("projects", instance.tenant_id), ("organizations", owner)):
        for one in world.directory.ip_filters.values():
            if one.organization_id == owner and wanted in getattr(one, attribute):
                return Response(200, _details(world, one) | {"status": "ACTIVE"})
    raise refused(404, "There is no IP filter for the instance", "ip-filter-not-found")


def _found(request: Request) -> IpFilter:
    owner, wanted = lookup.organization(request), request.path["ip_filter_id"]
    found = request.world.directory.ip_filters.get(int(wanted)) if wanted.isdecimal() and len(wanted) < 20 else None
    if found is None or found.organization_id != owner.id:
        raise refused(404, "No such IP filter", "ip-filter-not-found")
    return found


def _check_name(world: World, owner: str, name: str, of: int | None) -> None:
    for other in world.directory.ip_filters.values():
        if (other.organization_id, other.name) == (owner, name) and other.id != of:
            raise refused(409, f"There is already an IP filter {name!r}", "ip-filter-already-exists")


def _values(request: Request) -> dict[str, Any]:
    body = request.body
    values = checked(body, FIELDS)
    if "allow_list" in body:
        values["allow_list"] = checked_ranges(body["allow_list"])
    if "entities" in body:
        entities = checked(checked_object(body, "entities"), ENTITIES, within="entities")
        values |= {name: tuple(ids) for name, ids in entities.items()}
    return values


def checked_ranges(given: object) -> tuple[tuple[str, int, str], ...]:
    """Address, prefix length and description of each entry of an `allow_list`.

    Raises:
        ErrorResponse: 400, it is not a list of objects, or a range is invalid.
    """
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise invalid("allow_list must be a list of objects", "allow_list")
    found = []
    for one in given:
        values = checked(one, RANGE, within="allow_list")
        try:
            network = ipaddress.ip_network(values["ip_range"], strict=False)
        except ValueError:
            raise invalid(f"{values['ip_range']} is not a range in CIDR notation", "allow_list") from None
        address = values["ip_range"].partition("/")[0]
        found.append((address, network.prefixlen, values.get("description", "")))
    return tuple(found)


def _details(world: World, one: IpFilter) -> dict[str, Any]:
    return {
        "id": one.id,
        "organization_id": one.organization_id,
        "name": one.name,
        "description": one.description,
        "allow_list": [
            {"address": address, "prefix_len": length, "description": text} for address, length, text in one.allow_list
        ],
        "filtered_entities": {name: list(getattr(one, name)) for name in ("instances", "projects", "organizations")},
        "filtering_disabled": one.filtering_disabled,
        "brain_ip_addresses_enabled": one.brain_ip_addresses_enabled,
        "updated_at": world.timestamp(one.updated),
    }
