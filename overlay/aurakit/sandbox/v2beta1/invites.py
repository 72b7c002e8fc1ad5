"""Invites to an organization: list, create, revoke. They cannot be accepted here; add users with a seed instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import invalid, refused
from ..messages import Response
from ..organizations import Invite
from ..v1.validation import Field, checked
from . import lookup
from .users import ORGANIZATION_ROLES

if TYPE_CHECKING:
    from ..messages import Request
    from ..world import World

SECONDS = 7 * 86400.0
PROJECT_ROLES = ("namespace-viewer", "namespace-member", "namespace-admin", "namespace-metrics-integration-reader")
CREATE = (Field("email", required=True), Field("roles", "texts"))
PROJECT_INVITE = (Field("project_id", required=True), Field("project_roles", "texts", required=True))


def list_invites(request: Request) -> Response:
    """GET /organizations/{organization_id}/invites."""
    world, owner = request.world, lookup.organization(request)
    found = [one for one in world.directory.invites.values() if one.organization_id == owner.id]
    return Response(200, {"data": [_details(world, one) for one in found]})


def create_invite(request: Request) -> Response:
    """POST /organizations/{organization_id}/invites: at most one open invite for each address."""
    world, owner, values = request.world, lookup.organization(request), checked(request.body, CREATE)
    email, roles = values["email"], tuple(values.get("roles") or ("organization-member",))
    if "@" not in email:
        raise invalid("email must be an email address", "email")
    if not set(roles) <= set(ORGANIZATION_ROLES):
        raise invalid(f"roles must be among {', '.join(ORGANIZATION_ROLES)}", "roles")
    if any(one.email == email for one in world.directory.users_of(owner.id)):
        raise invalid("The address belongs to a user of the organization", "email")
    for other in world.directory.invites.values():
        if (other.organization_id, other.email, other.status_at(world.now())) == (owner.id, email, "active"):
            raise invalid("There is already an open invite for the address", "email")
    invite = Invite(
        world.new_uuid(), owner.id, email, roles, _project_invites(request), world.user_id, world.now() + SECONDS
    )
    world.directory.invites[invite.id] = invite
    return Response(201, {"data": _details(world, invite)})


def delete_invite(request: Request) -> Response:
    """DELETE /organizations/{organization_id}/invites/{invite_id}: the invite stays in the list as revoked."""
    world, owner, invite_id = request.world, lookup.organization(request), request.path["invite_id"]
    found = world.directory.invites.get(invite_id)
    if found is None or found.organization_id != owner.id:
        raise refused(404, "No such invite", "invite-not-found")
    if (status := found.status_at(world.now())) != "active":
        raise invalid(f"The invite is {status}")
    world.directory.invites[invite_id] = found._replace(status="revoked")
    return Response(204)


def _project_invites(request: Request) -> tuple[tuple[str, tuple[str, ...]], ...]:
    given = request.body.get("project_invites", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise invalid("project_invites must be a list of objects", "project_invites")
    found = []
    for one in given:
        values = checked(one, PROJECT_INVITE, within="project_invites")
        if values["project_id"] not in {of.id for of in request.world.projects_of(request.path["organization_id"])}:
            raise refused(404, "No such project", "tenant-not-found")
        if not set(values["project_roles"]) <= set(PROJECT_ROLES):
            raise invalid(f"project_roles must be among {', '.join(PROJECT_ROLES)}", "project_invites")
        found.append((values["project_id"], tuple(values["project_roles"])))
    return tuple(found)


def _details(world: World, invite: Invite) -> dict[str, Any]:
    return {
        "id": invite.id,
        "organization_id": invite.organization_id,
        "email": invite.email,
        "status": invite.status_at(world.now()),
        "organization_roles": list(invite.organization_roles),
        "project_invites": [
            {"project_id": project_id, "project_roles": list(roles)} for project_id, roles in invite.project_invites
        ],
        "invited_by": invite.invited_by,
        "expires_at": world.timestamp(invite.expires),
    }
