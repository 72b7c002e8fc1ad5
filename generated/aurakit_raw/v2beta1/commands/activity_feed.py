# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on activity feed, for a command line."""

from ...commands import Command, Option

COMMANDS = {
    "get_organization": Command(
        operation="get_organization_activity_feed",
        method="GET",
        summary="List who did what in an organization in a period",
        description="Each activity has who did it, from which address, what it was, and details as text.",
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
                name="start",
                wire="start",
                place="query",
                kind="time",
                help="The start of the period, a time with a time zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="end",
                wire="end",
                place="query",
                kind="time",
                help="The end of the period, a time with a time zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="page_limit",
                wire="page_limit",
                place="query",
                kind="integer",
                help="The maximum number of items in a page; chosen by the API if not given.",
            ),
            Option(
                name="page_token",
                wire="page_token",
                place="query",
                kind="text",
                help="The token of the page to begin with, from the link in the previous page; the first page if not given.",
            ),
        ),
        scope=("organization_id",),
        models=("Activity",),
    ),
    "get_project": Command(
        operation="get_project_activity_feed",
        method="GET",
        summary="List who did what in a project in a period",
        description="Each activity has who did it, from which address, what it was, and details as text.",
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
                name="start",
                wire="start",
                place="query",
                kind="time",
                help="The start of the period, a time with a time zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="end",
                wire="end",
                place="query",
                kind="time",
                help="The end of the period, a time with a time zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="page_limit",
                wire="page_limit",
                place="query",
                kind="integer",
                help="The maximum number of items in a page; chosen by the API if not given.",
            ),
            Option(
                name="page_token",
                wire="page_token",
                place="query",
                kind="text",
                help="The token of the page to begin with, from the link in the previous page; the first page if not given.",
            ),
        ),
        scope=("organization_id", "project_id"),
        models=("Activity",),
    ),
}
