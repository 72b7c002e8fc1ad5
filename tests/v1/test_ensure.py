"""Creating at most one instance of a name: what is called, compared, passed over and refused, without a network."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from aurakit._calls.steps import IO, AsyncIO, run, run_async
from aurakit._errors.secret import Secret
from aurakit.errors import (
    Attempt,
    AuraError,
    AuthenticationError,
    BadRequestError,
    ClientClosedError,
    ConnectionFailedError,
    ForbiddenError,
    InstanceMismatchError,
    InvalidArgumentError,
    NotFoundError,
    OutcomeUnknownError,
    PaymentRequiredError,
    RateLimitError,
    RequestTimeoutError,
    ResponseDecodeError,
    ServerError,
)
from aurakit.v1.completions import updating
from aurakit.v1.ensure import UPDATABLE, Ensured, ensure_steps
from aurakit_raw.types import Request, Response
from aurakit_raw.v1.api.instances import update_instance
from aurakit_raw.v1.models import CreatedInstance, Instance, InstanceSummary
from support.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit._calls.steps import Step

NAME, PROJECT = "Instance01", "6f1f9a3c-0d6b-4f0e-9a86-2c1b8f4f7d21"
ASKED: dict[str, Any] = {
    "name": NAME, "tenant_id": PROJECT, "version": "5", "region": "europe-west1", "memory": "4GB",
    "type": "enterprise-db", "cloud_provider": "gcp",
}  # fmt: skip
NO_NETWORK: Any = None
LOST = OutcomeUnknownError("lost", method="POST", path="/v1/instances", request_id="r1")


def instance(instance_id: str = "a", status: str = "running", **changed: Any) -> Instance:
    fields = {name: ASKED[name] for name in ("name", "tenant_id", "region", "memory", "type", "cloud_provider")}
    return Instance.from_dict({"id": instance_id, "status": status, **fields, **changed})


def created(instance_id: str = "new") -> CreatedInstance:
    fields = {name: ASKED[name] for name in ("name", "tenant_id", "region", "type", "cloud_provider")}
    secret = {"connection_url": f"neo4j+s://{instance_id}.x", "username": "neo4j", "password": "initial-Password_1"}
    return CreatedInstance.from_dict({"id": instance_id, "created_at": "2025-01-01T00:00:00Z", **fields, **secret})


def not_found(status: int = 404) -> NotFoundError:
    return NotFoundError("not found", status_code=status)


class Account:
    """Makes the calls of `ensure` with what it has.

    there: the instances. creation: what a create comes to. unfound: what a `get` comes to, by id. list_error: what a
    list comes to at a time. later: what happens at a time.
    """

    def __init__(
        self,
        *there: Instance,
        creation: Any = None,
        unfound: dict[str, AuraError] | None = None,
        list_error: Callable[[float], AuraError | None] = lambda _now: None,
        later: dict[float, Callable[[], object]] | None = None,
        update: bool = False,
    ) -> None:
        self.update = update
        self.updates: list[Any] = []
        self.clock = FakeClock(0.0)
        self.there = list(there)
        self.creation = creation
        self.unfound = dict(unfound or {})
        self.list_error = list_error
        self.later = dict(later or {})
        self.calls: list[str] = []
        self.within: list[float | None] = []

    def call(self, request: Request[Any], within: float | None) -> Generator[Step, Any, Response[Any]]:
        self.clock.advance(0.01)
        for due in [time for time in self.later if time <= self.clock.now()]:
            self.later.pop(due)()
        self.within.append(within)
        yield from ()
        result = self._result(request)
        if isinstance(result, AuraError):
            raise result
        return Response(200, {}, b"", result)

    def _result(self, request: Request[Any]) -> Any:
        self.calls.append(request.operation.method + " " + " ".join(map(str, request.path_values.values())))
        if request.operation.method == "POST":
            self.created_with = request.body
            return self.creation
        if request.operation.method == "PATCH":
            self.updates.append(request.body)
            return None
        if request.path_values:
            (instance_id,) = map(str, request.path_values.values())
            return self.unfound.get(instance_id) or next(one for one in self.there if one.id == instance_id)
        return self.list_error(self.clock.now()) or [summary(one) for one in self.there]

    def complete(self, request: Request[Any]) -> Generator[Step, Any, Instance]:
        yield from self.call(request, None)
        return updating(self.there[0], request.body or {})

    def steps(self, **changed: Any) -> Generator[Step, Any, Ensured]:
        return ensure_steps({**ASKED, **changed}, self.call, self.clock, self.complete, update=self.update)

    def ensure(self, **changed: Any) -> Ensured:
        return run(self.steps(**changed), IO(NO_NETWORK, self.clock))

    @property
    def pauses(self) -> list[float]:
        return self.clock.slept

    def appear(self) -> None:
        """The new instance is there, as it is first shown."""
        self.there.append(instance("new", "creating", memory=None))

    @property
    def creations(self) -> int:
        return sum(call.startswith("POST") for call in self.calls)


def summary(one: Instance) -> InstanceSummary:
    known = {"id": one.id, "name": one.name, "tenant_id": one.tenant_id, "cloud_provider": one.cloud_provider.value}
    return InstanceSummary.from_dict({**known, "created_at": "2025-01-01T00:00:00Z"})


def refused(account: Account, error: type[AuraError], **changed: Any) -> Any:
    with pytest.raises(error) as caught:
        account.ensure(**changed)
    assert type(caught.value) is error
    return caught.value


# ---------------------------------------------------------------------------------------------- there, or created


def test_an_instance_that_is_there_is_returned_with_what_was_compared() -> None:
    account = Account(instance("other", name="Instance02"), instance("a"))
    ensured = account.ensure()
    assert ensured.instance is account.there[1] and not ensured.created and ensured.id == "a"
    assert ensured.compared == {name: value for name, value in ASKED.items() if name != "version"}
    assert ensured.connection is None
    assert account.calls == ["GET ", "GET a"]


def test_one_that_is_not_there_is_created_and_comes_with_its_credentials() -> None:
    account = Account(creation=created())
    ensured = account.ensure()
    assert ensured.instance is account.creation and ensured.created and ensured.compared == {}
    assert ensured.connection is not None and ensured.connection.auth == ("neo4j", "initial-Password_1")
    assert "initial-Password_1" not in repr(ensured)
    assert account.calls == ["GET ", "POST "]


def test_a_name_counts_in_its_project_only() -> None:
    account = Account(instance(tenant_id="another"), creation=created())
    assert account.ensure().created


def test_a_project_s_id_is_the_same_in_capital_letters() -> None:
    account = Account(instance("a", tenant_id=PROJECT.swapcase()), creation=created())
    assert not account.ensure().created


def test_a_name_is_compared_as_it_is_written() -> None:
    account = Account(instance(name=NAME.lower()), creation=created())
    assert account.ensure().created


@pytest.mark.parametrize("status", ["destroying", "deleting", "Destroying"])
def test_one_that_is_being_deleted_is_passed_over(status: str) -> None:
    account = Account(instance("old", status), creation=created())
    assert account.ensure().id == "new"
    account = Account(instance("old", status), instance("a"))
    assert account.ensure().id == "a"


def test_one_that_is_listed_and_was_deleted_is_passed_over_at_once() -> None:
    account = Account(instance("old"), unfound={"old": not_found(410)}, creation=created())
    assert account.ensure().id == "new"
    assert account.pauses == []
    account = Account(instance("old"), instance("a"), unfound={"old": not_found(410)}, creation=created())
    assert account.ensure().id == "a"


@pytest.mark.parametrize("status", ["creating", "paused", "loading failed", "never heard of"])
def test_any_other_state_is_that_of_an_instance_that_is_there(status: str) -> None:
    assert Account(instance("a", status)).ensure().id == "a"


def test_a_new_one_that_is_listed_before_it_is_found_is_waited_for() -> None:
    account = Account(instance("a"), unfound={"a": not_found()}, creation=created())
    account.later[8.0] = account.unfound.clear
    ensured = account.ensure()
    assert (ensured.id, ensured.created, account.creations) == ("a", False, 0)


def test_one_that_leaves_the_list_was_deleted_and_is_created_anew() -> None:
    account = Account(instance("old"), unfound={"old": not_found()}, creation=created())
    account.later[1.0] = account.there.clear
    assert account.ensure().id == "new"
    assert account.pauses == [1.0]


def test_one_that_is_listed_and_never_found_does_not_stop_a_creation_for_ever() -> None:
    account = Account(instance("old"), unfound={"old": not_found()}, creation=created())
    assert account.ensure().id == "new"
    assert sum(account.pauses) == pytest.approx(60.0, abs=1.0)


# ------------------------------------------------------------------------------------------------------- compared


def test_only_what_is_given_is_compared() -> None:
    there = instance(storage="16GB", vector_optimized=True, secondaries_count=2)
    assert "storage" not in Account(there).ensure().compared
    assert "storage" not in Account(there).ensure(storage=None).compared
    assert Account(there).ensure(storage="16GB").compared["storage"] == "16GB"


@pytest.mark.parametrize("argument", ["version", "source_instance_id", "source_snapshot_id"])
def test_what_no_response_reports_is_not_compared(argument: str) -> None:
    assert argument not in Account(instance()).ensure(**{argument: "something"}).compared


def test_a_value_that_this_response_leaves_out_is_not_compared() -> None:
    ensured = Account(instance(status="creating", memory=None, type=None)).ensure(memory="8GB", type="professional-db")
    assert {"memory", "type"}.isdisjoint(ensured.compared)


def test_values_are_compared_without_regard_to_case() -> None:
    assert Account(instance(cdc_enrichment_mode="OFF")).ensure(cdc_enrichment_mode="off", memory="4gb").id == "a"


@pytest.mark.parametrize(
    ("argument", "asked", "has"),
    [
        ("memory", "8GB", "4GB"),
        ("region", "us-central1", "europe-west1"),
        ("type", "professional-db", "enterprise-db"),
        ("cloud_provider", "aws", "gcp"),
        ("storage", "32GB", "16GB"),
        ("customer_managed_key_id", "k2", "k1"),
        ("vector_optimized", False, True),
        ("graph_analytics_plugin", True, False),
        ("secondaries_count", 0, 2),
        ("cdc_enrichment_mode", "FULL", "OFF"),
    ],
)
def test_a_difference_is_refused_with_both_values(argument: str, asked: object, has: object) -> None:
    values: dict[str, Any] = {argument: has}
    there = instance(**values)
    account = Account(there, creation=created())
    error = refused(account, InstanceMismatchError, **{argument: asked})
    assert f"{argument} is {has}, not {asked}. " in str(error)
    assert "The instance a has the name 'Instance01'" in str(error)
    assert ("`ensure(…, update=True)`" if argument in UPDATABLE else "`aura.instances.update(id, …)`") in str(error)
    assert error.differences == {argument: (asked, has)} and error.instances == (there,)
    assert account.creations == 0


def test_every_difference_is_told() -> None:
    error = refused(Account(instance()), InstanceMismatchError, memory="8GB", region="us-central1")
    assert list(error.differences) == ["region", "memory"]
    assert str(error) == (
        "The instance a has the name 'Instance01' and differs: region is europe-west1, not us-central1, memory is 4GB, "
        "not 8GB. Ask for what it has, choose another name, or use `aura.instances.update(id, …)` for what that can "
        "change."
    )


def test_several_of_the_name_are_refused_with_their_ids() -> None:
    account = Account(instance("a"), instance("b"), creation=created())
    error = refused(account, InstanceMismatchError)
    assert str(error) == (
        "2 instances of this project have the name 'Instance01' (a, b). Delete or rename all but one, or use `create`."
    )
    assert [one.id for one in error.instances] == ["a", "b"] and account.creations == 0


# ----------------------------------------------------------------------------------------------------- not created


def test_a_wrong_argument_makes_no_call() -> None:
    account = Account()
    with pytest.raises((InvalidArgumentError, TypeError)):
        account.ensure(storage=object())
    assert account.calls == []


@pytest.mark.parametrize(
    "error", [ServerError("down", status_code=503), ForbiddenError("no", status_code=403), ConnectionFailedError("cut")]
)
def test_without_a_list_or_a_get_nothing_is_created(error: AuraError) -> None:
    unlisted = Account(creation=created(), list_error=lambda _now: error)
    assert refused(unlisted, type(error)) is error and unlisted.creations == 0
    unseen = Account(instance("a"), unfound={"a": error}, creation=created())
    assert refused(unseen, type(error)) is error and unseen.creations == 0


@pytest.mark.parametrize(
    "error",
    [
        BadRequestError("wrong", status_code=400),
        PaymentRequiredError("quota", status_code=402),
        ForbiddenError("no", status_code=403),
        RateLimitError("slow", status_code=429),
        RequestTimeoutError("never sent"),
        AuthenticationError("refused"),
        ServerError("down", status_code=503, outcome_unknown=False),
    ],
)
def test_a_creation_that_certainly_was_not_is_told_at_once(error: AuraError) -> None:
    account = Account(creation=error)
    assert refused(account, type(error)) is error
    assert account.pauses == [] and account.creations == 1


# --------------------------------------------------------------------------------------------------- response lost

UNKNOWN = [
    LOST,
    ServerError("500", status_code=500, outcome_unknown=True),
    ResponseDecodeError("no JSON", status_code=202),
]


@pytest.mark.parametrize("lost", UNKNOWN)
@pytest.mark.parametrize("after", [0.5, 20.0, 59.0])
def test_a_lost_response_is_found_out_by_listing(lost: AuraError, after: float) -> None:
    account = Account(creation=lost)
    account.later[after] = account.appear
    ensured = account.ensure()
    assert (ensured.id, ensured.created, ensured.connection) == ("new", True, None)
    assert account.creations == 1


def test_a_response_that_cannot_be_decoded_does_not_cost_the_password() -> None:
    body = {"data": {"password": "initial-Password_1", "username": "neo4j", "connection_url": "neo4j+s://new.x"}}
    account = Account(creation=ResponseDecodeError("no id", status_code=202, body=Secret(json.dumps(body))))
    account.later[5.0] = account.appear
    ensured = account.ensure()
    assert ensured.connection is not None
    assert (ensured.id, ensured.connection.uri, ensured.connection.password) == (
        "new", "neo4j+s://new.x", "initial-Password_1",
    )  # fmt: skip


@pytest.mark.parametrize(
    "body", ["", "<html>", "[]", '{"data": null}', '{"data": []}', '{"data": {"username": "neo4j"}}', "null"]
)
def test_a_response_without_a_password_leaves_the_instance_that_was_found(body: str) -> None:
    account = Account(creation=ResponseDecodeError("no JSON", status_code=202, body=Secret(body)))
    account.later[5.0] = account.appear
    assert account.ensure().connection is None


@pytest.mark.parametrize("lost", UNKNOWN)
def test_when_nothing_appears_within_a_minute_the_outcome_is_unknown(lost: AuraError) -> None:
    account = Account(creation=lost)
    error = refused(account, OutcomeUnknownError)
    assert account.creations == 1
    assert sum(account.pauses) == pytest.approx(60.0, abs=1.0)
    assert "within 60 s no instance of this name appeared" in str(error) and "aura.instances.list" in str(error)
    assert (error.request_id, error.method, error.path) == (lost.request_id, lost.method, lost.path)
    assert error.__cause__ is lost


def test_finding_out_starts_quick_and_stays_gentle() -> None:
    account = Account(creation=LOST)
    refused(account, OutcomeUnknownError)
    assert account.pauses[:5] == [1.0, 2.0, 4.0, 8.0, 8.0]
    assert len(account.calls) <= 15


def test_the_calls_that_find_out_end_with_the_time_for_it() -> None:
    account = Account(creation=LOST)
    refused(account, OutcomeUnknownError)
    assert account.within[:2] == [None, None]  # before it is lost: the client's own timeout
    left = [within for within in account.within[2:] if within is not None]
    assert len(left) == len(account.within) - 2
    assert left[0] == pytest.approx(60.0) and left == sorted(left, reverse=True) and left[-1] == 5.0


@pytest.mark.parametrize(
    "trouble",
    [
        ServerError("down", status_code=503),
        ForbiddenError("no", status_code=403),
        RateLimitError("slow", status_code=429),
        AuthenticationError("refused"),
        ConnectionFailedError("cut"),
    ],
)
def test_trouble_while_finding_out_is_lived_through_and_never_hides_the_lost_response(trouble: AuraError) -> None:
    passing = Account(creation=LOST, list_error=lambda now: trouble if 0.015 < now < 40 else None)
    passing.later[0.025] = passing.appear
    assert passing.ensure().id == "new"
    lasting = Account(creation=LOST, list_error=lambda now: trouble if now > 0.015 else None)
    error = refused(lasting, OutcomeUnknownError)
    assert f"looking for it failed: {trouble}" in str(error) and str(LOST) in str(error)


def test_on_a_client_that_was_closed_finding_out_ends_at_once() -> None:
    account = Account(creation=LOST, list_error=lambda now: ClientClosedError("closed") if now > 0.015 else None)
    refused(account, OutcomeUnknownError)
    assert account.pauses == []


def test_several_after_a_lost_response_leave_the_outcome_unknown() -> None:
    account = Account(creation=LOST)
    account.later[0.025] = lambda: account.there.extend([instance("a"), instance("b")])
    assert "several instances of this name appeared (a, b)" in str(refused(account, OutcomeUnknownError))


def test_the_text_about_a_lost_response_says_what_is_certain_and_what_to_look_at() -> None:
    assert str(refused(Account(creation=LOST), OutcomeUnknownError)) == (
        "The response to the creation of 'Instance01' was lost, and within 60 s no instance of this name appeared. The "
        "creation was not sent again: check `aura.instances.list()` before trying again. The first error: lost"
    )


def test_one_that_appears_beside_one_that_cannot_be_found_is_not_taken_for_the_new_one() -> None:
    account = Account(creation=LOST, unfound={"b": not_found()})
    account.later[0.025] = lambda: account.there.extend([instance("a"), instance("b")])
    refused(account, OutcomeUnknownError)


def test_one_that_is_not_found_yet_is_waited_for_though_another_of_the_name_was_deleted() -> None:
    account = Account(instance("new"), instance("old"), unfound={"new": not_found(), "old": not_found(410)})
    account.later[3.0] = lambda: account.unfound.pop("new")
    assert account.ensure().id == "new"
    assert account.creations == 0


def test_one_that_is_being_deleted_is_not_taken_for_the_new_one() -> None:
    account = Account(instance("old", "destroying"), creation=LOST)
    refused(account, OutcomeUnknownError)
    assert account.creations == 1


def test_the_list_is_of_the_project_alone() -> None:
    asked: list[Request[Any]] = []

    def call(request: Request[Any], within: float | None) -> Generator[Step, Any, Response[Any]]:
        asked.append(request)
        yield from ()
        raise ForbiddenError("no", status_code=403)

    with pytest.raises(ForbiddenError):
        run(
            ensure_steps(ASKED, call, FakeClock(0.0), lambda request: call(request, None), update=True),
            IO(NO_NETWORK, FakeClock(0.0)),
        )
    assert [list(request.query.values()) for request in asked] == [[PROJECT]]


def test_what_appeared_is_looked_at_within_the_time_for_finding_out_too() -> None:
    account = Account(creation=LOST)
    account.later[0.025] = account.appear
    assert account.ensure().compared == {}
    gets = [within for call, within in zip(account.calls, account.within, strict=True) if call == "GET new"]
    assert gets and all(within is not None and within <= 60.0 for within in gets)


def test_an_unknown_outcome_has_the_attempts_of_the_lost_creation() -> None:
    attempts = (Attempt(1, None, "r1", "lost", 0.25, 0.0),)
    lost = OutcomeUnknownError("lost", method="POST", path="/v1/instances", request_id="r1", attempts=attempts)
    assert refused(Account(creation=lost), OutcomeUnknownError).attempts == attempts


# --------------------------------------------------------------------------------------------------- both drivers


def lost_for_a_while() -> Account:
    """The creation is lost, and what it created is shown after some gets."""
    account = Account(creation=LOST)
    account.later[5.0] = account.appear
    return account


def test_both_drivers_make_the_same_calls_and_pauses() -> None:
    account, other = lost_for_a_while(), lost_for_a_while()
    ensured = account.ensure()
    assert ensured == anyio.run(run_async, other.steps(), AsyncIO(NO_NETWORK, other.clock))
    assert account.pauses and ensured.id == "new"
    assert (account.calls, account.within, account.pauses) == (other.calls, other.within, other.pauses)


# --------------------------------------------------------------------------------------------- what a creation lacks


def test_what_a_creation_does_not_take_is_not_sent_and_is_pending() -> None:
    account = Account(creation=created())
    ensured = account.ensure(secondaries_count=2, cdc_enrichment_mode="FULL", storage="8GB")
    assert not {"secondaries_count", "cdc_enrichment_mode"} & account.created_with.keys()
    assert account.created_with["storage"] == "8GB"
    assert ensured.pending == {"secondaries_count": 2, "cdc_enrichment_mode": "FULL"}
    assert Account(creation=created()).ensure().pending == {}


@pytest.mark.parametrize("update", [False, True])
def test_what_the_api_does_not_report_of_it_is_pending_and_not_taken_for_set(update: bool) -> None:
    account = Account(instance(secondaries_count=None, cdc_enrichment_mode="FULL"), update=update)
    ensured = account.ensure(secondaries_count=2, cdc_enrichment_mode="FULL")
    assert ensured.pending == {"secondaries_count": 2}
    assert "secondaries_count" not in ensured.compared and "cdc_enrichment_mode" in ensured.compared
    assert account.updates == [] and ensured.updated == {}


def test_what_the_api_does_not_report_is_pending_beside_what_is_updated() -> None:
    account = Account(instance(cdc_enrichment_mode="OFF"), update=True)
    ensured = account.ensure(secondaries_count=2, cdc_enrichment_mode="FULL", memory="8GB")
    assert account.updates == [{"memory": "8GB", "cdc_enrichment_mode": "FULL"}]
    assert ensured.pending == {"secondaries_count": 2}


def test_what_is_reported_and_what_was_not_asked_for_is_not_pending() -> None:
    assert Account(instance(secondaries_count=2)).ensure(secondaries_count=2).pending == {}
    assert Account(instance()).ensure(storage="8GB").pending == {}


def test_what_a_creation_does_not_take_is_pending_after_a_lost_response_too() -> None:
    account = Account(creation=LOST)
    account.later[0.5] = account.appear
    assert account.ensure(secondaries_count=2).pending == {"secondaries_count": 2}


# --------------------------------------------------------------------------------------------------------- updating


def test_what_differs_and_can_be_changed_is_changed_and_nothing_else_is_sent() -> None:
    there = instance(storage="8GB", secondaries_count=0, vector_optimized=True)
    account = Account(there, update=True)
    ensured = account.ensure(memory="8G", storage="16GB", secondaries_count=2, vector_optimized=True)
    assert account.updates == [{"memory": "8G", "storage": "16GB", "secondaries_count": 2}]
    assert account.calls == ["GET ", "GET a", "PATCH a"]
    assert ensured.updated == {"memory": ("4GB", "8G"), "storage": ("8GB", "16GB"), "secondaries_count": (0, 2)}
    assert ensured.compared["vector_optimized"] is True and "memory" not in ensured.compared
    assert (ensured.created, ensured.connection) == (False, None)
    assert isinstance(ensured.instance, Instance)
    assert ensured.instance.status == "updating"


def test_all_that_an_update_can_change_is_changed_at_once() -> None:
    there = instance(
        storage="8GB", secondaries_count=0, vector_optimized=False, graph_analytics_plugin=False,
        cdc_enrichment_mode="OFF",
    )  # fmt: skip
    wanted = {
        "memory": "8GB", "storage": "16GB", "secondaries_count": 2, "vector_optimized": True,
        "graph_analytics_plugin": True, "cdc_enrichment_mode": "FULL",
    }  # fmt: skip
    account = Account(there, update=True)
    assert account.ensure(**wanted).updated.keys() == wanted.keys() == UPDATABLE
    assert account.updates == [wanted]


def test_what_is_equal_is_not_updated() -> None:
    account = Account(instance(memory="4GB"), update=True)
    assert account.ensure(memory="4 G").updated == {}
    assert account.updates == []


def test_a_difference_that_no_update_mends_leaves_all_as_it_is() -> None:
    account = Account(instance(), update=True)
    error = refused(account, InstanceMismatchError, memory="8GB", region="us-east1")
    assert account.updates == []
    assert "No update changes region, so nothing was changed" in str(error)
    assert error.differences == {"memory": ("8GB", "4GB"), "region": ("us-east1", "europe-west1")}


def test_all_differences_that_no_update_mends_are_named() -> None:
    error = refused(Account(instance(), update=True), InstanceMismatchError, region="us-east1", type="professional-db")
    assert str(error).endswith(
        " No update changes region, type, so nothing was changed: ask for what it has, or another name."
    )


def test_a_difference_that_an_update_would_mend_leads_to_it() -> None:
    error = refused(Account(instance()), InstanceMismatchError, memory="8GB")
    assert str(error).endswith(
        " memory is 4GB, not 8GB. Ask for what it has, choose another name, or let `ensure(…, update=True)` change it."
    )


def test_without_update_a_difference_is_refused_and_the_text_tells_of_it() -> None:
    account = Account(instance())
    assert "`ensure(…, update=True)`" in str(refused(account, InstanceMismatchError, memory="8GB"))
    assert account.updates == []


def test_updatable_is_what_an_update_takes() -> None:
    taken = set(inspect.signature(update_instance.request).parameters) - {"instance_id", "name"}
    assert taken == UPDATABLE
