"""Every example value of the document passes through the SDK, both ways and through both clients."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

import pytest

from aurakit._client.deprecation import deprecation
from aurakit.errors import RateLimitError, error_class
from contract.operations import DOCUMENT, OPERATIONS, Documented, Example, Place
from faultserver import FaultServer, response
from faultserver.actions import REQUEST_ID
from pipeline.examples import every_example
from support.driving import Driver, both

# What the SDK says of an operation that is under way, where the example has what comes of it.
COMPLETED: dict[str, dict[str, Any]] = {"upgrade_instance": {"status": "updating"}}


class Answered(NamedTuple):
    """An example of a response to an operation."""

    operation: Documented
    status: int
    example: Example


class Asked(NamedTuple):
    """An example of an operation's request."""

    operation: Documented
    example: Example


class OfProperties(NamedTuple):
    """The examples of a schema's properties, and the operation whose body has them."""

    operation: Documented
    schema: str
    answered: bool


ANSWERED = [Answered(op, one.status, example) for op in OPERATIONS for one in op.answers for example in one.examples]
ASKED = [Asked(op, example) for op in OPERATIONS for example in op.requests]
OF_PROPERTIES = [
    OfProperties(next(op for op in OPERATIONS if op.name == name), schema, answered)
    for schema, name, answered in (
        ("CreateCustomerManagedKeyRequest", "create_customer_managed_key", False),
        ("CreateInstanceRequest", "create_instance", False),
        ("CreateSessionRequest", "create_session", False),
        ("UpdateInstanceRequest", "update_instance", False),
        ("CreatedInstance", "create_instance", True),
    )
]
HEADERS = {
    ("components", "responses", "TooManyRequests", "headers", "Retry-After", "schema", "example"),
    ("components", "headers", "X-Tyk-Api-Expires", "schema", "example"),
    ("components", "headers", "X-Request-Id", "schema", "example"),
}


def name_of(case: Answered | Asked | OfProperties) -> str:
    if isinstance(case, OfProperties):
        return case.schema
    kind = str(case.status) if isinstance(case, Answered) else "request"
    return f"{case.operation.name}-{kind}-{case.example.place[-1]}"


def of_properties(schema: str) -> dict[str, Any]:
    properties = DOCUMENT["components"]["schemas"][schema]["properties"]
    return {name: inner["example"] for name, inner in properties.items() if "example" in inner}


def without_nulls(value: Any) -> Any:
    """A JSON value as the models have it: what is null is absent."""
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def as_json(result: Any) -> Any:
    return [model.to_dict() for model in result] if isinstance(result, list) else result.to_dict()


def success_of(operation: Documented) -> tuple[int, Any]:
    """A response that is a success, for requests whose response does not matter."""
    return next((one.status, example.value) for one in operation.success for example in one.examples)


SUCCEEDED = [case for case in ANSWERED if case.status < 300]
FAILED = [case for case in ANSWERED if case.status >= 300]


@both
@pytest.mark.parametrize("case", SUCCEEDED, ids=name_of)
def test_an_example_of_an_answer_is_decoded_and_given_back(case: Answered, driver: Driver) -> None:
    operation = case.operation
    arguments = {"name": "Production"} if operation.name == "update_instance" else operation.arguments
    with FaultServer(default=response(case.status, case.example.value)) as server:
        result = driver.run(server.url, lambda aura: operation.call(aura, arguments))
    expected = without_nulls(case.example.value["data"])
    if operation.name in COMPLETED:
        expected |= COMPLETED[operation.name] | arguments
    assert as_json(result) == expected


@both
@pytest.mark.parametrize("case", FAILED, ids=name_of)
def test_an_example_of_an_error_is_raised_with_all_that_it_says(case: Answered, driver: Driver) -> None:
    operation = case.operation
    with FaultServer(default=response(case.status, case.example.value)) as server:
        error = driver.fails(
            server.url,
            error_class(case.status),
            operation.call,
            max_retries=0,
        )
    said = [{**entry, "reason": entry.get("reason") or None} for entry in case.example.value["errors"]]
    assert [{"message": entry.message, "reason": entry.reason} for entry in error.errors] == said
    assert error.request_id == REQUEST_ID


@both
@pytest.mark.parametrize("case", ASKED, ids=name_of)
def test_an_example_of_a_request_arrives_as_that_json(case: Asked, driver: Driver) -> None:
    operation = case.operation
    with FaultServer(default=response(*success_of(operation))) as server:
        driver.run(server.url, lambda aura: operation.call(aura, case.example.value))
        (request,) = server.calls()
    assert (request.method, request.target) == (operation.verb, operation.url_path)
    assert request.body == case.example.value
    assert request.headers["content-type"] == "application/json"


@both
@pytest.mark.parametrize("case", [case for case in OF_PROPERTIES if not case.answered], ids=name_of)
def test_examples_of_a_requests_properties_arrive_as_that_json(case: OfProperties, driver: Driver) -> None:
    operation, values = case.operation, of_properties(case.schema)
    base = {} if operation.name == "update_instance" else operation.arguments
    with FaultServer(default=response(*success_of(operation))) as server:
        driver.run(server.url, lambda aura: operation.call(aura, base | values))
        (request,) = server.calls()
    assert request.body == base | values


@both
@pytest.mark.parametrize("case", [case for case in OF_PROPERTIES if case.answered], ids=name_of)
def test_examples_of_an_answers_properties_are_decoded_and_given_back(case: OfProperties, driver: Driver) -> None:
    operation, values = case.operation, of_properties(case.schema)
    status, example = success_of(operation)
    with FaultServer(default=response(status, {"data": example["data"] | values})) as server:
        result = driver.run(server.url, operation.call)
    assert as_json(result) == without_nulls(example["data"] | values)


@both
def test_the_examples_of_headers_are_understood(driver: Driver) -> None:
    values = {place[-3]: value for place, _, value in every_example(DOCUMENT) if place in HEADERS}
    with FaultServer(default=response(429, {}, values, request_id=None)) as server:
        error = driver.fails(server.url, RateLimitError, lambda aura: aura.projects.list(), max_retries=0)
    assert error.retry_after == 5.0
    assert error.request_id == values["X-Request-Id"]
    assert deprecation(values) == datetime.datetime(2025, 3, 3, tzinfo=datetime.UTC)


def test_no_example_of_the_document_is_left_out() -> None:
    places: set[Place] = {answered.example.place for answered in ANSWERED} | HEADERS
    places |= {asked.example.place for asked in ASKED}
    for case in OF_PROPERTIES:
        at = ("components", "schemas", case.schema, "properties")
        places |= {(*at, name, "example") for name in of_properties(case.schema)}
    assert places == {place for place, _, _ in every_example(DOCUMENT)}
