# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on import jobs, for a command line."""

from ...commands import Command, Option

COMMANDS = {
    "create": Command(
        operation="create_import_job",
        method="POST",
        summary="Start an import job from a model of the Import service",
        description="The model says where data is read from and how it is mapped; its id is the last part of the model's URL in the Console. Asynchronous: `Queued`, `Running`, then `Completed`; then `exit_status` says whether it succeeded. It writes into a live database. Repeating the call starts a second job.",
        options=(
            Option(
                name="organization_id",
                wire="organization_id",
                place="path",
                kind="text",
                help="The id of the organization, a UUID; the client's own if not given.",
                required=True,
            ),
            Option(
                name="project_id",
                wire="project_id",
                place="path",
                kind="text",
                help="The id of the project, a UUID; the client's own if not given.",
                required=True,
            ),
            Option(
                name="import_model_id",
                wire="importModelId",
                place="body",
                kind="text",
                help="The id of the model: the last part of its URL in the Console's Import service.",
                required=True,
            ),
            Option(
                name="aura_credentials",
                wire="auraCredentials",
                place="body",
                kind="json",
                help="The instance to import into, and a database user of it.",
            ),
            Option(
                name="import_config",
                wire="importConfig",
                place="body",
                kind="json",
                help="How to run it; the model's own settings if not given.",
            ),
        ),
        scope=("organization_id", "project_id"),
        body=True,
        models=("ImportJob",),
    ),
    "get": Command(
        operation="get_import_job",
        method="GET",
        summary="Get one import job",
        description="Its `info` has the state, the percentage completed, and how it ended; `progress=True` adds counts by node and relationship type.",
        options=(
            Option(
                name="organization_id",
                wire="organization_id",
                place="path",
                kind="text",
                help="The id of the organization, a UUID; the client's own if not given.",
                required=True,
            ),
            Option(
                name="project_id",
                wire="project_id",
                place="path",
                kind="text",
                help="The id of the project, a UUID; the client's own if not given.",
                required=True,
            ),
            Option(name="id", wire="id", place="path", kind="text", help="The id of the job, a UUID.", required=True),
            Option(
                name="progress",
                wire="progress",
                place="query",
                kind="boolean",
                help="Whether to include the progress by node and relationship type.",
            ),
        ),
        scope=("organization_id", "project_id"),
        models=("ImportJob",),
    ),
    "cancel": Command(
        operation="cancel_import_job",
        method="POST",
        summary="Cancel an import job",
        description="What it has written so far stays in the database. Asynchronous: the job ends as `Completed`, with the exit status `Cancelled`, or with another one if it ended before.",
        options=(
            Option(
                name="organization_id",
                wire="organization_id",
                place="path",
                kind="text",
                help="The id of the organization, a UUID; the client's own if not given.",
                required=True,
            ),
            Option(
                name="project_id",
                wire="project_id",
                place="path",
                kind="text",
                help="The id of the project, a UUID; the client's own if not given.",
                required=True,
            ),
            Option(name="id", wire="id", place="path", kind="text", help="The id of the job, a UUID.", required=True),
        ),
        scope=("organization_id", "project_id"),
        models=("ImportJob",),
    ),
}
