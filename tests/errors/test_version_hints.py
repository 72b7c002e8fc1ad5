"""What errors of v1beta5 and v2beta1 say to do: true in that version, and nothing where a reason is not known."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import ErrorDetail, v1beta5, v2beta1
from aurakit._errors.hints import FIND_OUT, REASONS, STATUSES, exact_hint, hint_for, how_to_find_out
from aurakit._errors.version_hints import V1BETA5, V2BETA1, VersionHints
from aurakit_raw.v1beta5 import api as api_of_v1beta5
from aurakit_raw.v2beta1 import api as api_of_v2beta1
from raw_operations import operations

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS: dict[str, tuple[VersionHints, Any, Any]] = {
    "v1beta5": (V1BETA5, v1beta5, api_of_v1beta5),
    "v2beta1": (V2BETA1, v2beta1, api_of_v2beta1),
}


def texts() -> Iterator[tuple[str, str]]:
    """Every text that an error of a version can give as advice for a reason or an operation."""
    for version, (hints, _, _) in VERSIONS.items():
        for reason in dict.fromkeys([*REASONS, *hints.reasons]):
            if hint := exact_hint([ErrorDetail("text", reason)], version=version):
                yield version, hint
        for hint in (*hints.statuses.values(), *hints.find_out.values()):
            yield version, hint


@pytest.mark.parametrize(("version", "hint"), [*dict.fromkeys(texts())])
def test_the_methods_that_advice_names_are_there_in_that_version(version: str, hint: str) -> None:
    _, package, api = VERSIONS[version]
    client = package.Aura("id", "secret")
    for resource, method in re.findall(r"`aura\.(\w+)\.(\w+)\(", hint):
        assert isinstance(vars(api.Resources).get(resource), functools.cached_property), resource
        assert hasattr(getattr(client, resource), method), (resource, method)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_operations_that_have_advice_exist(version: str) -> None:
    hints, _, _ = VERSIONS[version]
    known = {one.name for one in operations(version)}
    assert {name for name, _ in hints.statuses} | set(hints.find_out) <= known


@pytest.mark.parametrize("version", VERSIONS)
def test_what_cannot_be_repeated_has_advice_how_to_find_out_whether_it_was_acted_on(version: str) -> None:
    hints, _, _ = VERSIONS[version]
    unsafe = {one.name for one in operations(version) if not one.operation.idempotent}
    assert unsafe == set(hints.find_out)


def test_the_same_operation_has_the_advice_of_its_version() -> None:
    assert how_to_find_out("create_instance") == FIND_OUT["create_instance"]
    assert how_to_find_out("create_instance", "v2beta1") == V2BETA1.find_out["create_instance"]
    assert "tenant_id" not in how_to_find_out("create_instance", "v2beta1")


@pytest.mark.parametrize("version", ["v1", "v1beta5", "v2beta1", "v3"])
@pytest.mark.parametrize("status", [402, 403, 409, 420])
def test_an_unknown_reason_gets_no_confident_advice(version: str, status: int) -> None:
    assert hint_for(status, [ErrorDetail("text", "a-new-reason")], "create_instance", version) == ""


@pytest.mark.parametrize("reason", ["snapshot-not-found", "encryption-key-is-active"])
def test_a_reason_of_v1_alone_gets_no_advice_of_v1_elsewhere(reason: str) -> None:
    assert exact_hint([ErrorDetail("text", reason)]) == REASONS[reason]
    assert exact_hint([ErrorDetail("text", reason)], version="v2beta1") is None


def test_a_size_that_is_not_available_is_not_said_to_be_checked_with_a_method_of_v1() -> None:
    detail = [ErrorDetail("text", "invalid-memory-size")]
    assert "check(" in hint_for(400, detail, "create_instance")
    assert "check(" not in hint_for(400, detail, "create_instance", "v2beta1")


@pytest.mark.parametrize("operation", ["get_usage", "get_ledger"])
def test_a_429_of_billing_is_said_to_be_about_billing(operation: str) -> None:
    assert "billing" in hint_for(429, [], operation, "v2beta1")
    assert hint_for(429, [], "list_agents", "v2beta1") == STATUSES[429]
