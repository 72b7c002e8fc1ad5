# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ....types import Operation, Page, Request, array, errors_beside, given, in_place, next_token, unwrapped

if TYPE_CHECKING:
    from ...models.activity import Activity


def _decode(body: object) -> Page[Activity]:
    from ...models.activity import Activity

    data = unwrapped(body, "get_organization_activity_feed", required=True, errors=False)
    return Page(
        in_place(array(data, "get_organization_activity_feed", "data"), Activity.from_dict),
        errors_beside(body),
        next_token(body),
    )


OPERATION: Operation[Page[Activity]] = Operation(
    "get_organization_activity_feed",
    "GET",
    "/organizations/{organization_id}/activity-feed",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(
    *,
    start: datetime.datetime | str,
    end: datetime.datetime | str,
    page_limit: int | None = None,
    page_token: str | None = None,
    organization_id: str | None = None,
) -> Request[Page[Activity]]:
    """List who did what in an organization in a period: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id},
        query=given({"start": start, "end": end, "page_limit": page_limit, "page_token": page_token}),
    )
