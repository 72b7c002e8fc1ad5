# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ....types import Operation, Page, Request, array, errors_beside, given, in_place, next_token, unwrapped

if TYPE_CHECKING:
    from ...models.ledger_entry import LedgerEntry


def _decode(body: object) -> Page[LedgerEntry]:
    from ...models.ledger_entry import LedgerEntry

    data = unwrapped(body, "get_ledger", required=True, errors=False)
    return Page(
        in_place(array(data, "get_ledger", "data"), LedgerEntry.from_dict), errors_beside(body), next_token(body)
    )


OPERATION: Operation[Page[LedgerEntry]] = Operation(
    "get_ledger",
    "GET",
    "/organizations/{organization_id}/billing/ledger",
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
    organization_id: str | None = None,
) -> Request[Page[LedgerEntry]]:
    """List the credits that an organization had left on each day of a period: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id},
        query=given({"start": start, "end": end, "page_token": page_token, "page_limit": page_limit}),
    )
