"""Graph analytics sessions: list, get or create by name, get, delete, and the size estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ErrorResponse, invalid, refused
from ..messages import Response
from ..resources import Session
from ..sizes import same_size
from ..world import as_field
from .instances import needed_gigabytes
from .validation import MAX_TTL, PROVIDERS, Field, checked, checked_ttl
from .views import session_details, session_errors

if TYPE_CHECKING:
    from ..messages import Request
    from ..world import World

CREATE = (
    Field("name", required=True),
    Field("memory", "size", required=True),
    Field("ttl"),
    Field("instance_id"),
    Field("database_uuid"),
    Field("database_id"),
    Field("tenant_id"),
    Field("project_id"),
    Field("cloud_provider", choices=PROVIDERS),
    Field("region"),
)
SIZING = (
    Field("node_count", "count", required=True),
    Field("relationship_count", "count", required=True),
    Field("node_property_count", "count"),
    Field("node_label_count", "count"),
    Field("relationship_property_count", "count"),
    Field("algorithm_categories", "texts"),
    Field("algorithms", "texts"),
)
_SIZES = (2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)


def list_sessions(request: Request) -> Response:
    """GET /graph-analytics/sessions: of an instance, a project, or all."""
    world, query = request.world, request.query
    if (instance_id := query.get("instanceId")) is not None:
        world.instance(instance_id)
    project_id = query.get("projectId", query.get("tenantId"))
    found = [
        session
        for session in world.stock.sessions(world.now())
        if instance_id in {None, session.instance_id} and project_id in {None, session.tenant_id}
    ]
    errors = [entry for session in found for entry in session_errors(world, session)]
    data = [session_details(world, session) for session in found]
    return Response(200, {"data": data, "errors": errors} if errors else {"data": data})


def get_session(request: Request) -> Response:
    """GET /graph-analytics/sessions/{sessionId}: for a failed session, with `errors` beside `data`."""
    return _one(200, request.world, request.world.session(request.path["sessionId"]))


def create_session(request: Request) -> Response:
    """POST /graph-analytics/sessions: 200 with the session of that name, or 202 with a new one."""
    world = request.world
    session, is_new = get_or_create(world, checked(request.body, CREATE))
    if not is_new:
        return _one(200, world, session)
    data = session_details(world, session)
    return Response(202, {"data": data | {"status": None} if world.awkwardness.sparse else data})


def get_or_create(world: World, values: dict[str, Any]) -> tuple[Session, bool]:
    """The session of that name, or a new one and True.

    Raises:
        ErrorResponse: 400, its location is invalid; 409, the session of that name differs.
    """
    lifetime = checked_ttl(values["ttl"]) if "ttl" in values else 3600.0
    place = _place(world, values)
    present = world.stock.session_named(place["tenant_id"], values["name"], world.now())
    if present is not None and _alive(world, present):
        _check_same(present, values | place)
        return present, False
    session = Session(
        id=_new_id(world, place["instance_id"]), created=world.now(), name=values["name"], memory=values["memory"],
        ttl=values.get("ttl"), ttl_seconds=lifetime, expiry=world.now() + MAX_TTL, **place,
    )  # fmt: skip
    session.database_uuid = values.get("database_uuid") or values.get("database_id") or world.new_uuid()
    session.begin(world.operation("session", session.id))
    world.stock.add_session(session)
    return session, True


def delete_session(request: Request) -> Response:
    """DELETE /graph-analytics/sessions/{sessionId}."""
    world = request.world
    session = world.session(request.path["sessionId"])
    remove(world, session)
    return Response(202, {"data": {"id": session.id}})


def remove(world: World, session: Session) -> None:
    """Start deleting a session."""
    if session.removed is None:
        session.removed = world.now() + world.drawn(world.durations.session_delete)
        world.stock.note_end(session)


def estimate_session_size(request: Request) -> Response:
    """POST /graph-analytics/sessions/sizing."""
    return Response(200, {"data": size_estimate(checked(request.body, SIZING))})


def size_estimate(values: dict[str, Any]) -> dict[str, str]:
    """The estimated memory, and the recommended session size."""
    needed = needed_gigabytes(values)
    recommended = next((size for size in _SIZES if size >= needed), _SIZES[-1])
    return {"estimated_memory": f"{needed}GB", "recommended_size": f"{recommended}GB"}


def _one(status: int, world: World, session: Session) -> Response:
    body: dict[str, Any] = {"data": session_details(world, session)}
    if errors := session_errors(world, session):
        body["errors"] = errors
    return Response(status, body)


def _alive(world: World, session: Session) -> bool:
    return session.removed is None and session.actual(world.now()) not in {"Failed", "Expired"}


def _place(world: World, values: dict[str, Any]) -> dict[str, Any]:
    """Where a session runs: in the region of its instance, or as requested.

    Raises:
        ErrorResponse: 400, the instance or the project is unknown, or the location is missing.
    """
    field = next((name for name in ("instance_id", "project_id") if name in values), "tenant_id")
    try:
        if field == "instance_id":
            instance = world.instance(values["instance_id"])
            place = {name: getattr(instance, name) for name in ("tenant_id", "cloud_provider", "region")}
            return place | {"instance_id": instance.id}
        project = world.project(values.get(field, next(iter(world.projects))))
    except ErrorResponse as refusal:
        raise as_field(refusal, field) from None
    for missing in ("cloud_provider", "region"):
        if missing not in values:
            raise invalid(f"{missing} is required for a session without an instance", missing)
    if not world.offers(project).has_place(values["cloud_provider"], values["region"]):
        raise invalid("The project has no such region", "region")
    return {name: values[name] for name in ("cloud_provider", "region")} | {
        "tenant_id": project.id,
        "instance_id": None,
    }


def _check_same(session: Session, wanted: dict[str, Any]) -> None:
    for name in ("memory", "instance_id", "cloud_provider", "region"):
        present = getattr(session, name)
        same = same_size(present, wanted[name]) if name == "memory" else present == wanted[name]
        if not same:
            difference = f"{name} (is: {present}, requested: {wanted[name]})"
            raise refused(409, f"session `{session.name}` exists with another {difference}", "")


def _new_id(world: World, instance_id: str | None) -> str:
    if instance_id is None:
        return f"s-{world.new_hex(8)}-{world.new_hex(4)}-{world.new_hex(1)}"
    return f"{instance_id}-{world.new_hex(8)}"
