# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.organization import Organization


def _decode(body: object) -> builtins.list[Organization]:
    from ...models.organization import Organization

    data = unwrapped(body, "list_organizations", required=True, errors=False)
    return in_place(array(data, "list_organizations", "data"), Organization.from_dict)


OPERATION: Operation[builtins.list[Organization]] = Operation(
    "list_organizations", "GET", "/organizations", version="v2beta1", idempotent=True, decode=_decode
)


def request() -> Request[builtins.list[Organization]]:
    """List the organizations that you have access to: the request, for a client's `call`."""
    return Request(OPERATION)
