"""What `wait` accepts in v1beta5: data APIs. Authentication providers have no states. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aurakit_raw.v1beta5.api.data_apis import get_data_api
from aurakit_raw.v1beta5.models import CreatedDataApi, DataApi, DataApiSummary

from .._client.waitables import Accepted, Kind, placed, waitable_by
from . import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._client.waiting import Waitable


def waitable_of(resource: Any) -> Waitable | None:
    """What a wait for `resource` needs; None for None, which a completed deletion returns.

    Raises TypeError for a value that no operation returns.
    """
    return waitable_by(_ACCEPTED, resource, "a DataApi, a CreatedDataApi or a DataApiSummary")


def _without_keys(given: CreatedDataApi) -> DataApiSummary:
    """A new data API without its keys, which errors may hold."""
    return DataApiSummary(given.id, given.name, given.status, given.url, path_values=given.path_values)


_DATA_API: Final = Kind(
    "data API", states.DATA_API, lambda given: get_data_api.request(placed(given, "instance_id"), given.id)
)

_ACCEPTED: Final[Mapping[type, Accepted]] = {
    CreatedDataApi: Accepted(_DATA_API, start=lambda given: "creating", shown=_without_keys),
    DataApiSummary: Accepted(_DATA_API),
    DataApi: Accepted(_DATA_API),
}
