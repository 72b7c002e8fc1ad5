# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ....types import Operation, Page, Request, array, errors_beside, given, in_place, next_token, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...models.usage_entry import UsageEntry


def _decode(body: object) -> Page[UsageEntry]:
    from ...models.usage_entry import UsageEntry

    data = unwrapped(body, "get_usage", required=True, errors=False)
    return Page(in_place(array(data, "get_usage", "data"), UsageEntry.from_dict), errors_beside(body), next_token(body))


OPERATION: Operation[Page[UsageEntry]] = Operation(
    "get_usage",
    "GET",
    "/organizations/{organization_id}/billing/usage",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    quota="billing",
    decode=_decode,
)


def request(
    *,
    start: datetime.datetime | str,
    end: datetime.datetime | str,
    page_token: str | None = None,
    page_limit: int | None = None,
    project_id: Sequence[str] | None = None,
    organization_id: str | None = None,
) -> Request[Page[UsageEntry]]:
    """List what an organization used in a period, and what it costs: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id},
        query=given(
            {"start": start, "end": end, "page_token": page_token, "page_limit": page_limit, "project_id": project_id}
        ),
    )
