"""Organizations and their projects: list, get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import invalid
from ..messages import Response
from . import lookup

if TYPE_CHECKING:
    from ..messages import Request

PROJECT_STATUSES = ("active", "deletion_request", "deleted")


def list_organizations(request: Request) -> Response:
    """GET /organizations."""
    return Response(200, {"data": [one._asdict() for one in request.world.directory.organizations.values()]})


def get_organization(request: Request) -> Response:
    """GET /organizations/{organization_id}."""
    return Response(200, {"data": lookup.organization(request)._asdict()})


def list_projects(request: Request) -> Response:
    """GET …/projects: all are active."""
    owner, status = lookup.organization(request), request.query.get("status", "active")
    if status not in PROJECT_STATUSES:
        raise invalid(f"status must be one of {', '.join(PROJECT_STATUSES)}", "status")
    found = request.world.projects_of(owner.id) if status == "active" else []
    return Response(200, {"data": [{"id": one.id, "name": one.name} for one in found]})
