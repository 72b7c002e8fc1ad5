"""Projects, which the paths call tenants: list, get, metrics integration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import refused
from ..messages import Response
from .views import metrics_type

if TYPE_CHECKING:
    from ..messages import Request


def list_projects(request: Request) -> Response:
    """GET /tenants."""
    projects = request.world.projects.values()
    return Response(200, {"data": [{"id": project.id, "name": project.name} for project in projects]})


def get_project(request: Request) -> Response:
    """GET /tenants/{tenantId}: with every configuration it offers."""
    project = request.world.project(request.path["tenantId"])
    offered = [
        {name: value for name, value in configuration._asdict().items() if value is not None}
        for configuration in project.configurations
    ]
    return Response(200, {"data": {"id": project.id, "name": project.name, "instance_configurations": offered}})


def get_metrics_integration(request: Request) -> Response:
    """GET /tenants/{tenantId}/metrics-integration: for projects with an instance that has metrics."""
    project = request.world.project(request.path["tenantId"])
    instances = request.world.stock.instances(request.world.now())
    if not any(instance.tenant_id == project.id and metrics_type(instance.type) for instance in instances):
        raise refused(400, "The project has no instance that can export metrics", "tenant-incapable-of-action")
    return Response(200, {"data": {"endpoint": f"https://customer-metrics-api.neo4j.io/api/v1/{project.id}/metrics"}})
