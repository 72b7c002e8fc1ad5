"""Users of an organization and of a project: list, get, add, change their role, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import invalid, refused
from ..messages import Response
from ..v1.validation import Field, checked
from . import lookup

if TYPE_CHECKING:
    from ..messages import Request
    from ..organizations import User
    from ..world import World

ORGANIZATION_ROLES = ("organization-owner", "organization-admin", "organization-member")
PROJECT_ROLES = ("project-admin", "project-member", "project-viewer", "project-metrics-integration-reader")


def list_organization_users(request: Request) -> Response:
    """GET /organizations/{organization_id}/users."""
    found = request.world.directory.users_of(lookup.organization(request).id)
    return Response(200, {"data": [_organization_user(request.world, one) for one in found]})


def get_organization_user(request: Request) -> Response:
    """GET /organizations/{organization_id}/users/{user_id}: with the user's projects."""
    return Response(200, {"data": _details(request.world, lookup.user(request))})


def update_organization_user(request: Request) -> Response:
    """PATCH /organizations/{organization_id}/users/{user_id}: another role."""
    world, one = request.world, lookup.user(request)
    role = _one_role(request.body, "organization_roles", ORGANIZATION_ROLES)
    if role != "organization-owner":
        _check_not_last_owner(world, one)
    changed = one._replace(organization_role=role)
    world.directory.add_user(changed)
    return Response(200, {"data": _details(world, changed)})


def delete_organization_user(request: Request) -> Response:
    """DELETE /organizations/{organization_id}/users/{user_id}: removes the user from its projects as well."""
    world, one = request.world, lookup.user(request)
    _check_not_last_owner(world, one)
    del world.directory.users[one.organization_id, one.user_id]
    return Response(204)


def list_project_users(request: Request) -> Response:
    """GET …/projects/{project_id}/users."""
    world, project = request.world, lookup.project(request)
    users = world.directory.users_of(request.path["organization_id"])
    return Response(200, {"data": [_project_user(one, project.id) for one in users if one.role_in(project.id)]})


def add_project_user(request: Request) -> Response:
    """POST …/projects/{project_id}/users: a user of the organization. The response has no body."""
    world, project = request.world, lookup.project(request)
    role = _one_role(request.body, "project_roles", PROJECT_ROLES)
    one = lookup.user(request, checked(request.body, (Field("user_id", required=True),))["user_id"])
    if one.role_in(project.id):
        raise refused(409, "The user is already in the project", "user-already-exists")
    world.directory.add_user(one.with_role_in(project.id, role))
    return Response(201)


def update_project_user(request: Request) -> Response:
    """PATCH …/projects/{project_id}/users/{user_id}: another role."""
    project, one = lookup.project(request), _in_project(request)
    changed = one.with_role_in(project.id, _one_role(request.body, "project_roles", PROJECT_ROLES))
    request.world.directory.add_user(changed)
    return Response(200, {"data": _project_user(changed, project.id)})


def delete_project_user(request: Request) -> Response:
    """DELETE …/projects/{project_id}/users/{user_id}."""
    project, one = lookup.project(request), _in_project(request)
    request.world.directory.add_user(one.with_role_in(project.id, None))
    return Response(204)


def _in_project(request: Request) -> User:
    one = lookup.user(request)
    if one.role_in(lookup.project(request).id) is None:
        raise refused(404, "The user is not in the project", "user-not-found")
    return one


def _one_role(body: dict[str, Any], field: str, known: tuple[str, ...]) -> str:
    """The role in a list with exactly one role.

    Raises:
        ErrorResponse: 400, there is no role, there are several, or the role does not exist.
    """
    found = checked(body, (Field(field, "texts", required=True),))[field]
    if len(found) != 1 or found[0] not in known:
        raise invalid(f"{field} must be exactly one of {', '.join(known)}", field)
    return str(found[0])


def _check_not_last_owner(world: World, one: User) -> None:
    owners = [
        other for other in world.directory.users_of(one.organization_id)
        if other.organization_role == "organization-owner"
    ]  # fmt: skip
    if owners == [one]:
        raise invalid("An organization needs an owner")


def _organization_user(world: World, one: User) -> dict[str, Any]:
    seen = one.last_activity
    return {
        "user_id": one.user_id,
        "email": one.email,
        "organization_roles": [one.organization_role],
        "exempt_from_automatic_removal": False,
        "mfa_enrollment_status": "not_enrolled",
        "mfa_enrolled_methods": [],
        "last_activity_at": None if seen is None else world.timestamp(seen),
    }


def _details(world: World, one: User) -> dict[str, Any]:
    projects = [
        {"id": project.id, "name": project.name, "project_roles": [one.role_in(project.id)]}
        for project in world.projects_of(one.organization_id)
        if one.role_in(project.id)
    ]
    return _organization_user(world, one) | {"projects": projects}


def _project_user(one: User, project_id: str) -> dict[str, Any]:
    return {"user_id": one.user_id, "email": one.email, "project_roles": [one.role_in(project_id)]}
