# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on billing, for a command line."""

from ...commands import Command, Option

COMMANDS = {
    "get_ledger": Command(
        operation="get_ledger",
        method="GET",
        summary="How many credits an organization had left on each day of a period",
        description="For organizations that pay ahead. The figures are brought up to date once a day and can be two days old. An organization has 10 requests in 24 hours for this and the usage together, each page being one: a 429 here says nothing about other operations.",
        options=(
            Option(
                name="organization_id",
                wire="organization_id",
                place="path",
                kind="text",
                help="The id of the organization, a UUID; the client's own when not given.",
                required=True,
            ),
            Option(
                name="start",
                wire="start",
                place="query",
                kind="time",
                help="The beginning of the period, a time with its zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="end",
                wire="end",
                place="query",
                kind="time",
                help="The end of the period, a time with its zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="page_token",
                wire="page_token",
                place="query",
                kind="text",
                help="The token of the page to begin with, from the link of the page before it; the first page when not given.",
            ),
            Option(
                name="page_limit",
                wire="page_limit",
                place="query",
                kind="integer",
                help="How many items a page may have at most; the API decides when not given.",
            ),
        ),
        scope=("organization_id",),
        models=("LedgerEntry",),
    ),
    "get_usage": Command(
        operation="get_usage",
        method="GET",
        summary="What an organization used and what it costs, in a period",
        description="One entry for each resource and charge. The figures are brought up to date once a day and can be two days old. An organization has 10 requests in 24 hours for this and the ledger together, each page being one: a 429 here says nothing about other operations.",
        options=(
            Option(
                name="organization_id",
                wire="organization_id",
                place="path",
                kind="text",
                help="The id of the organization, a UUID; the client's own when not given.",
                required=True,
            ),
            Option(
                name="start",
                wire="start",
                place="query",
                kind="time",
                help="The beginning of the period, a time with its zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="end",
                wire="end",
                place="query",
                kind="time",
                help="The end of the period, a time with its zone (RFC 3339).",
                required=True,
            ),
            Option(
                name="page_token",
                wire="page_token",
                place="query",
                kind="text",
                help="The token of the page to begin with, from the link of the page before it; the first page when not given.",
            ),
            Option(
                name="page_limit",
                wire="page_limit",
                place="query",
                kind="integer",
                help="How many items a page may have at most; the API decides when not given.",
            ),
            Option(
                name="project_id",
                wire="project_id",
                place="query",
                kind="list",
                help="Only what these projects used, by their ids; all projects when not given.",
            ),
        ),
        scope=("organization_id",),
        models=("UsageEntry",),
    ),
}
