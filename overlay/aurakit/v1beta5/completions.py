"""Completing responses of v1beta5, so that what an operation returns says what was asked for. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from aurakit_raw.v1beta5.models import DataApiStatus, DataApiSummary

from .._client.completing import check_changes, was_gone
from .._client.requested import Requested
from .._client.version import Completion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurakit_raw.types import Request, Response

    from .._client.version import Call


@attrs.define(eq=False)
class RequestedDataApi(Requested, DataApiSummary):
    """A data API with values that were asked for and need not be there yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)


def _check_update(request: Request[Any]) -> None:
    check_changes(request, "name, type_definitions, features, aura_instance, security")


def _updated(request: Request[Any], response: Response[Any], call: Call) -> DataApiSummary:
    """The data API on its way to new values. Of those, only the name is reported as it was given."""
    found: DataApiSummary = response.parsed
    values = {name: value for name, value in request.body.items() if name == "name"}
    return RequestedDataApi.of(found, values, status=DataApiStatus.UPDATING)


def _begins(status: DataApiStatus, done: DataApiStatus) -> Completion:
    """The state that the operation begins with, unless the response shows it or its end already."""

    def complete(request: Request[Any], response: Response[Any], call: Call) -> DataApiSummary:
        found: DataApiSummary = response.parsed
        return found if found.status in (status, done) else attrs.evolve(found, status=status)

    return Completion(complete)


def _deleted(request: Request[Any], response: Response[Any], call: Call) -> DataApiSummary | None:
    return None if was_gone(response) else attrs.evolve(response.parsed, status=DataApiStatus.DELETING)


def _deleted_provider(request: Request[Any], response: Response[Any], call: Call) -> Any:
    return None if was_gone(response) else response.parsed


COMPLETIONS: Final[Mapping[str, Completion]] = {
    "update_data_api": Completion(_updated, _check_update),
    "pause_data_api": _begins(DataApiStatus.PAUSING, DataApiStatus.PAUSED),
    "resume_data_api": _begins(DataApiStatus.RESUMING, DataApiStatus.READY),
    "delete_data_api": Completion(_deleted),
    "delete_auth_provider": Completion(_deleted_provider),
}
