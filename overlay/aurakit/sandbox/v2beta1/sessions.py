"""Graph analytics sessions: list by project or organization, get or create, get, delete, size estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import instance_not_found, invalid, refused, session_not_found
from ..messages import Response
from ..v1 import sessions as v1
from ..v1.validation import PROVIDERS, Field, checked, checked_date
from ..v1.views import session_errors
from . import lookup
from .paging import numbered_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..messages import Request
    from ..resources import Session
    from ..world import World

CREATE = (
    Field("name", required=True),
    Field("memory", "size", required=True),
    Field("ttl"),
    Field("instance_id"),
    Field("database_id"),
    Field("cloud_provider", choices=PROVIDERS),
    Field("region"),
)
SIZING = tuple(field._replace(required=field.name == "node_count") for field in v1.SIZING if field.name != "algorithms")


def list_sessions(request: Request) -> Response:
    """GET …/projects/{project_id}/graph-analytics/sessions."""
    return _listed(request, {lookup.project(request).id})


def list_organization_sessions(request: Request) -> Response:
    """GET /organizations/{organization_id}/graph-analytics/sessions: the sessions of all its projects."""
    owner = lookup.organization(request)
    return _listed(request, {one.id for one in request.world.projects_of(owner.id)})


def get_session(request: Request) -> Response:
    """GET …/sessions/{session_id}."""
    return _one(200, request.world, _found(request))


def create_session(request: Request) -> Response:
    """POST …/sessions: 200 with the session of that name, or 202 with a new one."""
    world, project, values = request.world, lookup.project(request), checked(request.body, CREATE)
    if "database_id" in values and "instance_id" not in values:
        values["instance_id"] = _instance_of(world, values["database_id"])
    if "instance_id" in values and world.instance(values["instance_id"]).tenant_id != project.id:
        raise instance_not_found(values["instance_id"])
    session, is_new = v1.get_or_create(world, values | {"tenant_id": project.id})
    return _one(202 if is_new else 200, world, session)


def delete_session(request: Request) -> Response:
    """DELETE …/sessions/{session_id}."""
    session = _found(request)
    v1.remove(request.world, session)
    return Response(202, {"data": {"id": session.id}, "errors": []})


def estimate_session_size(request: Request) -> Response:
    """POST …/sessions/sizing."""
    if {"algorithms", "algorithm_categories"} <= request.body.keys():
        raise invalid("Give algorithms or algorithm_categories, not both", "algorithms")
    return Response(200, {"data": v1.size_estimate(checked(request.body, SIZING)), "errors": []})


def _listed(request: Request, projects: set[str]) -> Response:
    world, query = request.world, request.query
    deleted: Iterable[Session] = ()
    if query.get("include_deleted") == "true":
        deleted = world.stock.deleted_sessions
    since, until = checked_date(query.get("start_date")), checked_date(query.get("end_date"))
    found = []
    for one in (*deleted, *world.stock.sessions(world.now())):
        day = world.date(one.created).date()
        wanted = one.tenant_id in projects and (since or day) <= day <= (until or day)
        for name, value in (("instance_id", one.instance_id), ("database_id", one.database_uuid)):
            wanted = wanted and query.get(name, value) == value
        if wanted:
            found.append(one)
    page = numbered_page(found, query)
    errors = [entry for one in page for entry in session_errors(world, one)]
    return Response(200, {"data": [_details(world, one) for one in page], "errors": errors})


def _found(request: Request) -> Session:
    project = lookup.project(request)
    found = request.world.session(request.path["session_id"])
    if found.tenant_id != project.id:
        raise session_not_found(found.id)
    return found


def _instance_of(world: World, database_id: str) -> str:
    for one in world.stock.databases.every(world.now()):
        if one.id == database_id:
            return one.instance_id
    raise refused(404, f"Database not found: {database_id}", "aura-database-not-found")


def _one(status: int, world: World, session: Session) -> Response:
    return Response(status, {"data": _details(world, session), "errors": session_errors(world, session)})


def _details(world: World, session: Session) -> dict[str, Any]:
    suffix = "" if session.instance_id else "-gds"
    gone = session.removed is not None and session.removed <= world.now()
    return {
        "id": session.id,
        "name": session.name,
        "memory": session.memory,
        "status": "Deleted" if gone else session.shown(world.now()),
        "instance_id": session.instance_id or "",
        "database_id": session.database_uuid if session.instance_id else None,
        "project_id": session.tenant_id,
        "cloud_provider": session.cloud_provider,
        "region": session.region,
        "host": f"{session.id}{suffix}.production-orch-0001.neo4j.io",
        "created_at": world.timestamp(session.created),
        "expiry_date": world.timestamp(session.expiry),
        "ttl": session.ttl or "1h0m0s",
        "created_by": {"type": "CONSOLE", "console_user_id": world.user_id},
    }
