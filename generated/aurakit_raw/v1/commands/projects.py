# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on projects, for a command line."""

from ...commands import Command, Option

COMMANDS = {
    "list": Command(
        operation="list_projects",
        method="GET",
        summary="List the projects you have access to",
        description="The API's paths and fields call a project a tenant.",
        models=("ProjectSummary",),
    ),
    "get": Command(
        operation="get_project",
        method="GET",
        summary="Get one project and the instances that it can have",
        description="Each configuration is a combination of provider, region, type, version and sizes that can be created; `instances.check` compares one with them.",
        options=(
            Option(
                name="tenant_id",
                wire="tenantId",
                place="path",
                kind="text",
                help="The project's id, a UUID.",
                required=True,
            ),
        ),
        models=("Project",),
    ),
    "get_metrics_integration": Command(
        operation="get_metrics_integration",
        method="GET",
        summary="Get the address of a project's metrics",
        description="A monitoring system, such as Prometheus, can read the metrics of the project's instances there.",
        options=(
            Option(
                name="tenant_id",
                wire="tenantId",
                place="path",
                kind="text",
                help="The project's id, a UUID.",
                required=True,
            ),
        ),
        models=("MetricsIntegration",),
    ),
}
