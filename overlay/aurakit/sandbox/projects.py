"""Projects, which the paths call tenants: list, get, metrics integration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calls import Answer
from .errors import refused
from .views import metrics_type

if TYPE_CHECKING:
    from .calls import Call


def list_projects(call: Call) -> Answer:
    """GET /tenants."""
    projects = call.world.projects.values()
    return Answer(200, {"data": [{"id": project.id, "name": project.name} for project in projects]})


def get_project(call: Call) -> Answer:
    """GET /tenants/{tenantId}: with every configuration it offers."""
    project = call.world.project(call.path["tenantId"])
    offered = [
        {name: value for name, value in configuration._asdict().items() if value is not None}
        for configuration in project.configurations
    ]
    return Answer(200, {"data": {"id": project.id, "name": project.name, "instance_configurations": offered}})


def get_metrics_integration(call: Call) -> Answer:
    """GET /tenants/{tenantId}/metrics-integration: for projects with an instance that has metrics."""
    project = call.world.project(call.path["tenantId"])
    instances = call.world.present_instances()
    if not any(instance.tenant_id == project.id and metrics_type(instance.type) for instance in instances):
        raise refused(400, "No instance of the project can have its metrics exported", "tenant-incapable-of-action")
    return Answer(200, {"data": {"endpoint": f"https://customer-metrics-api.neo4j.io/api/v1/{project.id}/metrics"}})
