"""Finding what the path of a request names: organization, project, instance, database. All must belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import instance_not_found, project_not_found, refused

if TYPE_CHECKING:
    from ..messages import Request
    from ..options import Project
    from ..organizations import Organization, User
    from ..resources import Database, Instance


def organization(request: Request) -> Organization:
    """The organization of a request.

    Raises:
        ErrorResponse: 404.
    """
    found = request.world.directory.organizations.get(request.path["organization_id"])
    if found is None:
        raise refused(404, "No such organization", "organization-not-found")
    return found


def project(request: Request) -> Project:
    """The project of a request.

    Raises:
        ErrorResponse: 404, also for a project of another organization.
    """
    owner = organization(request)
    found = request.world.project(request.path["project_id"])
    if request.world.organization_id_of(found) != owner.id:
        raise project_not_found()
    return found


def instance(request: Request) -> Instance:
    """The instance of a request.

    Raises:
        ErrorResponse: 404, also for an instance of another project; 410 for a moment after its deletion.
    """
    owner = project(request)
    found = request.world.instance(request.path["instance_id"])
    if found.tenant_id != owner.id:
        raise instance_not_found(found.id)
    return found


def database(request: Request, database_id: str | None = None) -> Database:
    """The database of a request, or another one of the same instance.

    Raises:
        ErrorResponse: 404.
    """
    owner, wanted = instance(request), database_id or request.path["database_id"]
    found = request.world.stock.databases.get(owner.id, wanted, request.world.now())
    if found is None:
        raise refused(404, f"Database not found: {wanted}", "aura-database-not-found")
    return found


def user(request: Request, user_id: str | None = None) -> User:
    """The user of a request, in its organization.

    Raises:
        ErrorResponse: 404.
    """
    owner, wanted = organization(request), user_id or request.path["user_id"]
    found = request.world.directory.users.get((owner.id, wanted))
    if found is None:
        raise refused(404, "No such user", "user-not-found")
    return found
