"""Finding the data API of a request, and checking whether it can be changed now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import refused

if TYPE_CHECKING:
    from ..messages import Request
    from ..resources import DataApi
    from ..world import World


def data_api(request: Request) -> DataApi:
    """The data API of a request.

    Raises:
        ErrorResponse: 404.
    """
    world = request.world
    instance = world.instance(request.path["instanceId"])
    found = world.stock.data_apis.get(instance.id, request.path["dataApiId"], world.now())
    if found is None:
        raise not_found(request.path["dataApiId"])
    return found


def idle(world: World, one: DataApi, *allowed: str) -> None:
    """Refuse what a data API in this state cannot do: with 400, because the document has no 409 here.

    Raises:
        ErrorResponse: 400, an operation is in progress, or the status is not one of those allowed.
    """
    status = one.actual(world.now())
    if status not in allowed:
        raise refused(400, f"The data API is {status}, but must be {' or '.join(allowed)}", "")


def not_found(data_api_id: str) -> Exception:
    """404. The `reason` in the real API's response is not known."""
    return refused(404, f"Data API not found: {data_api_id}", "")
