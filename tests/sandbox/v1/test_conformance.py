"""The sandbox against the corrected document."""

from __future__ import annotations

from aurakit.sandbox.v1.routes import ROUTES
from aurakit.sandbox.v1.undocumented import UNDOCUMENTED
from sandbox.v1.conformance import corrected_document, run


def test_two_hundred_made_up_cases_find_no_violation_and_no_500() -> None:
    cases, statuses = run(cases=200, seed=1)
    assert cases >= 200
    assert 500 not in statuses
    # No rarer ones: which of those come up depends on the modules that are loaded, whose constants Hypothesis uses.
    assert {200, 202, 400, 404, 409, 415} <= statuses.keys()


def test_the_sandbox_has_every_operation_of_the_document_and_no_other() -> None:
    paths = corrected_document()["paths"]
    documented = {(method.upper(), path) for path, item in paths.items() for method in item if method != "parameters"}
    assert {(operation.method, operation.path) for operation in ROUTES} == documented
    assert len(ROUTES) == 26


def test_every_practice_is_of_an_operation_there_is_and_names_its_source() -> None:
    known = {f"{operation.method} {operation.path}" for operation in ROUTES}
    for practice in UNDOCUMENTED:
        assert set(practice.operations) <= known
        assert practice.source
