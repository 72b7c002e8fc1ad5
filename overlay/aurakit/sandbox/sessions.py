"""Graph analytics sessions: list, get or create by name, get, delete, and the estimate of a size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .calls import Answer
from .errors import Refusal, error, invalid, refused, session_not_found
from .instances import needed_gigabytes
from .resources import Session
from .state import as_field
from .validation import MAX_TTL, PROVIDERS, Field, checked, checked_size, checked_ttl
from .views import session_details

if TYPE_CHECKING:
    from .calls import Call
    from .state import World

CREATE = (
    Field("name", required=True),
    Field("memory", required=True),
    Field("ttl"),
    Field("instance_id"),
    Field("database_uuid"),
    Field("tenant_id"),
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
)
_SIZES = (2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)


def list_sessions(call: Call) -> Answer:
    """GET /graph-analytics/sessions: of an instance, a project, or all."""
    world, query = call.world, call.query
    if (instance_id := query.get("instanceId")) is not None:
        world.instance(instance_id)
    found = [
        session_details(world, session)
        for session in _present(world)
        if instance_id in {None, session.instance_id} and query.get("tenantId") in {None, session.tenant_id}
    ]
    return Answer(200, {"data": found})


def get_session(call: Call) -> Answer:
    """GET /graph-analytics/sessions/{sessionId}: a session that failed comes with errors beside it."""
    session = _session(call)
    body: dict[str, Any] = {"data": session_details(call.world, session)}
    if session.actual(call.world.now()) == "Failed":
        body["errors"] = [error("The session could not be started", "")]
    return Answer(200, body)


def create_session(call: Call) -> Answer:
    """POST /graph-analytics/sessions: 200 with the session of that name, or 202 with a new one."""
    world, values = call.world, checked(call.body, CREATE)
    checked_size(values["memory"], "memory")
    lifetime = checked_ttl(values["ttl"]) if "ttl" in values else 3600
    place = _place(world, values)
    for session in _present(world):
        if (session.name, session.tenant_id) == (values["name"], place["tenant_id"]) and _alive(world, session):
            _check_same(session, values | place)
            return Answer(200, {"data": session_details(world, session)})
    session = Session(
        id=_new_id(world, place["instance_id"]), created=world.now(), name=values["name"], memory=values["memory"],
        ttl=values.get("ttl"), ttl_seconds=lifetime, expiry=world.now() + MAX_TTL, **place,
    )  # fmt: skip
    session.database_uuid = values.get("database_uuid") or world.new_uuid()
    session.begin(world.operation("session", session.id))
    world.sessions[session.id] = session
    data = session_details(world, session)
    return Answer(202, {"data": data | {"status": None} if world.awkwardness.sparse else data})


def delete_session(call: Call) -> Answer:
    """DELETE /graph-analytics/sessions/{sessionId}."""
    session, world = _session(call), call.world
    if session.removed is None:
        session.removed = world.now() + world.drawn(world.durations.session_delete)
    return Answer(202, {"data": {"id": session.id}})


def estimate_session_size(call: Call) -> Answer:
    """POST /graph-analytics/sessions/sizing."""
    needed = needed_gigabytes(checked(call.body, SIZING))
    recommended = next((size for size in _SIZES if size >= needed), _SIZES[-1])
    return Answer(200, {"data": {"estimated_memory": f"{needed}GB", "recommended_size": f"{recommended}GB"}})


def _present(world: World) -> list[Session]:
    now = world.now()
    return [session for session in world.sessions.values() if session.removed is None or now < session.removed]


def _alive(world: World, session: Session) -> bool:
    return session.removed is None and session.actual(world.now()) not in {"Failed", "Expired"}


def _session(call: Call) -> Session:
    session_id = call.path["sessionId"]
    found = next((session for session in _present(call.world) if session.id == session_id), None)
    if found is None:
        raise session_not_found(session_id)
    return found


def _place(world: World, values: dict[str, Any]) -> dict[str, Any]:
    """Where a session runs: beside its instance, or where the request says.

    Raises:
        Refusal: 400, the instance or the project is unknown, or the place is missing.
    """
    field = "instance_id" if "instance_id" in values else "tenant_id"
    try:
        if field == "instance_id":
            instance = world.instance(values["instance_id"])
            place = {name: getattr(instance, name) for name in ("tenant_id", "cloud_provider", "region")}
            return place | {"instance_id": instance.id}
        project = world.project(values.get("tenant_id", next(iter(world.projects))))
    except Refusal as refusal:
        raise as_field(refusal, field) from None
    for missing in ("cloud_provider", "region"):
        if missing not in values:
            raise invalid(f"{missing} is required for a session without an instance", missing)
    offered = {(offer.cloud_provider, offer.region) for offer in project.configurations}
    if (values["cloud_provider"], values["region"]) not in offered:
        raise invalid("The project has no such region", "region")
    return {name: values[name] for name in ("cloud_provider", "region")} | {
        "tenant_id": project.id,
        "instance_id": None,
    }


def _check_same(session: Session, wanted: dict[str, Any]) -> None:
    for name in ("memory", "instance_id", "cloud_provider", "region"):
        if (present := getattr(session, name)) != wanted[name]:
            difference = f"{name} (is: {present}, requested: {wanted[name]})"
            raise refused(409, f"session `{session.name}` exists with another {difference}", "")


def _new_id(world: World, instance_id: str | None) -> str:
    if instance_id is None:
        return f"s-{world.new_hex(8)}-{world.new_hex(4)}-{world.new_hex(1)}"
    return f"{instance_id}-{world.new_hex(8)}"
