"""Completing responses of v1beta5, so that what an operation returns shows what was requested. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from aurakit_raw.v1beta5.api.auth_providers import get_auth_provider
from aurakit_raw.v1beta5.api.data_apis import get_data_api
from aurakit_raw.v1beta5.models import DataApiStatus, DataApiSummary

from .._client.completing import check_changes, ids_in, shown, shown_unless_gone
from .._client.requested import Requested
from .._client.version import Completion

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from .._client.version import Call


@attrs.define(eq=False)
class RequestedDataApi(Requested, DataApiSummary):
    """A data API with requested values that may not be in effect yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)


def _check_update(request: Request[Any]) -> None:
    check_changes(request, "name, type_definitions, features, aura_instance, security")


def _get_api(request: Request[Any]) -> Request[Any]:
    """The request that gets the data API of a request."""
    ids = ids_in(request)
    return get_data_api.request(ids["instance_id"], ids["data_api_id"])


def _get_provider(request: Request[Any]) -> Request[Any]:
    return get_auth_provider.request(**ids_in(request))


def _summary(found: Any) -> DataApiSummary:
    """The fields that operations return of a data API; `get` returns more."""
    if isinstance(found, DataApiSummary):
        return found
    return DataApiSummary(**{field.name: getattr(found, field.name) for field in attrs.fields(DataApiSummary)})


def _updated(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, DataApiSummary]:
    """The data API with requested values. Of those, only the name is reported as it was given."""
    found = _summary((yield from shown(request, response, call, _get_api, "data API")))
    values = {name: value for name, value in request.body.items() if name == "name"}
    return RequestedDataApi.of(found, values, status=DataApiStatus.UPDATING)


def _begins(status: DataApiStatus, done: DataApiStatus) -> Completion:
    """The first state of the operation, unless the response already shows that state or the last one."""

    def complete(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, DataApiSummary]:
        found = _summary((yield from shown(request, response, call, _get_api, "data API")))
        return found if found.status in (status, done) else attrs.evolve(found, status=status)

    return Completion(complete)


def _deleted(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, DataApiSummary | None]:
    found = yield from shown_unless_gone(request, response, call, _get_api, "data API")
    return None if found is None else attrs.evolve(_summary(found), status=DataApiStatus.DELETING)


def _deleted_provider(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Any]:
    return shown_unless_gone(request, response, call, _get_provider, "authentication provider")


def _updated_provider(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Any]:
    return shown(request, response, call, _get_provider, "authentication provider")


COMPLETIONS: Final[Mapping[str, Completion]] = {
    "update_data_api": Completion(_updated, _check_update),
    "pause_data_api": _begins(DataApiStatus.PAUSING, DataApiStatus.PAUSED),
    "resume_data_api": _begins(DataApiStatus.RESUMING, DataApiStatus.READY),
    "delete_data_api": Completion(_deleted),
    "delete_auth_provider": Completion(_deleted_provider),
    "update_auth_provider": Completion(_updated_provider),
}
