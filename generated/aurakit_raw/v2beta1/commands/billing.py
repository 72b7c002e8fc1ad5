# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on billing, for a command line."""

from ...commands import Command, Option

COMMANDS = {
    "get_ledger": Command(
        operation="get_ledger",
        method="GET",
        summary="List the credits that an organization had left on each day of a period",
        description="For organizations that prepay. The figures are updated once a day and can be two days old. An organization has 10 requests in 24 hours for this and the usage together, and each page counts as one. A 429 here does not affect other operations.",
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
                name="page_token",
                wire="page_token",
                place="query",
                kind="text",
                help="The token of the page to begin with, from the link in the previous page; the first page if not given.",
            ),
            Option(
                name="page_limit",
                wire="page_limit",
                place="query",
                kind="integer",
                help="The maximum number of items in a page; chosen by the API if not given.",
            ),
        ),
        scope=("organization_id",),
        models=("LedgerEntry",),
    ),
    "get_usage": Command(
        operation="get_usage",
        method="GET",
        summary="List what an organization used in a period, and what it costs",
        description="It has one entry for each resource and charge. The figures are updated once a day and can be two days old. An organization has 10 requests in 24 hours for this and the ledger together, and each page counts as one. A 429 here does not affect other operations.",
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
                name="page_token",
                wire="page_token",
                place="query",
                kind="text",
                help="The token of the page to begin with, from the link in the previous page; the first page if not given.",
            ),
            Option(
                name="page_limit",
                wire="page_limit",
                place="query",
                kind="integer",
                help="The maximum number of items in a page; chosen by the API if not given.",
            ),
            Option(
                name="project_id",
                wire="project_id",
                place="query",
                kind="list",
                help="Only usage of the projects with these ids; all projects if not given.",
            ),
        ),
        scope=("organization_id",),
        models=("UsageEntry",),
    ),
}
