"""Requests made up from the corrected document, and every answer checked against it: schemathesis against the sandbox.

200 cases run with the tests. For 2,000, by hand, from the root of the project:

    PYTHONPATH=overlay:generated:scripts:tests python -m sandbox.v1.conformance --cases 2000 --seed 1

The document is narrowed to what the sandbox's project offers, so that a part of the requests gets as far as creating
something. Half of the cases are single requests, valid and invalid; half are in chains along the document's links. The
check `positive_data_acceptance` is left out: ids of things that are not there fit the schema and are refused.
"""

from __future__ import annotations

import argparse
import copy
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection

from aurakit.sandbox import Awkwardness, Configuration, Durations, ManualClock, Project, Sandbox
from aurakit.sandbox.v1.undocumented import UNDOCUMENTED
from raw_operations import document_of_version
from support.http_library import httpx

ROOT = Path(__file__).resolve().parents[3]
TYPES = ("enterprise-db", "professional-db", "business-critical", "enterprise-ds", "free-db")
STEPS = 10
UNKNOWN = "00000000"
PLACE = ("gcp", "europe-west1", "Belgium (europe-west1)")
GRANT = {"grant_type": "client_credentials"}
SECONDS_BETWEEN = 20.0
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example)


def corrected_document() -> dict[str, Any]:
    """The corrected document of v1, with the statuses of the table of practice."""
    document = copy.deepcopy(document_of_version("v1"))
    for practice in UNDOCUMENTED:
        for operation in practice.operations:
            method, path = operation.split()
            answers = document["paths"][path][method.lower()]["responses"]
            known = next((answer for status, answer in answers.items() if status.startswith("2")), None)
            answers[str(practice.status)] = known if practice.status < 300 else _error()
    return document


def _error() -> dict[str, Any]:
    either = [{"$ref": f"#/components/schemas/{name}"} for name in ("Error", "MiddlewareError")]
    return {"description": "An error.", "content": {"application/json": {"schema": {"oneOf": either}}}}


def offered(document: dict[str, Any], project: Project, known: dict[str, list[str]]) -> dict[str, Any]:
    """The document with only the values the project takes, and the ids of what is there."""
    one = project.configurations[0]
    only = {
        "tenant_id": project.id,
        "region": one.region,
        "memory": one.memory,
        "storage": one.storage,
        "version": one.version,
        "cloud_provider": one.cloud_provider,
    }
    values = {field: [value] for field, value in only.items()} | known
    for name, schema in document["components"]["schemas"].items():
        if name.startswith(("Create", "Update", "Upgrade", "Overwrite")) and name.endswith("Request"):
            for field in values.keys() & schema["properties"].keys():
                schema["properties"][field] = {"type": "string", "enum": values[field]}
    parameters = list(document["components"]["parameters"].values())
    parameters += [parameter for item in document["paths"].values() for parameter in item.get("parameters", [])]
    for parameter in parameters:
        if parameter.get("in") == "path" and parameter["name"] in known:
            parameter["schema"] = {"type": "string", "enum": known[parameter["name"]]}
    return document


class Run:
    """Cases against a sandbox, and how many of them there were.

    Every chain, and every operation, gets a sandbox of its own at the same port: with the same seed it has the same ids
    and tokens, so that schemathesis can repeat what it did.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.cases = 0
        self.statuses: Counter[int | None] = Counter()
        self._configurations = tuple(Configuration(type_, *PLACE, "4GB", "8GB") for type_ in TYPES)
        self._project = Project(configurations=self._configurations, free_quota=None)
        self._sandbox = self._new_sandbox(0)
        self._token, known = self._something()
        settings = {
            "base-url": f"{self._sandbox.base_url}/v1",
            "headers": {"Authorization": f"Bearer {self._token}"},
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "negative_data_rejection": {"expected-statuses": ["4xx"]},  # 402 and 420 are refusals as well
            },
        }
        document = offered(corrected_document(), self._project, known)
        self._schema = schemathesis.openapi.from_dict(document, config=schemathesis.Config.from_dict(settings))

    def _new_sandbox(self, port: int) -> Sandbox:
        return Sandbox(
            clock=ManualClock(),
            awkwardness=Awkwardness.off(),
            durations=Durations(delete=(0.0, 0.0), session_delete=(0.0, 0.0)),
            request_limit=None,
            token_lifetime=10**9,
            projects=[self._project],
            seed=self._seed,
            port=port,
        ).start()

    def close(self) -> None:
        """End the sandbox, its answers counted."""
        self._sandbox.close()
        self.statuses.update(request.status for request in self._sandbox.requests)

    def _afresh(self) -> None:
        self.close()
        self._sandbox = self._new_sandbox(int(self._sandbox.base_url.rpartition(":")[2]))
        assert self._something()[0] == self._token

    def _something(self) -> tuple[str, dict[str, list[str]]]:
        """A token, and three instances, a snapshot, a key and a session, by the names ids have in the document."""
        credentials = (self._sandbox.client_id, self._sandbox.client_secret)
        with httpx.Client(base_url=self._sandbox.base_url, verify=False) as http:
            token = http.post("/oauth/token", auth=credentials, data=GRANT).json()["access_token"]
            http.headers["Authorization"] = f"Bearer {token}"

            def create(path: str, **body: Any) -> Any:
                return http.post(path, json=body).raise_for_status().json()["data"]

            one = self._configurations[0]
            where = {"tenant_id": self._project.id, "cloud_provider": one.cloud_provider, "region": one.region}
            size = {"memory": one.memory, "storage": one.storage, "version": one.version}

            def instance(name: str, type_: str) -> str:
                return str(create("/v1/instances", name=name, type=type_, **where, **size)["id"])

            first, small, paused = (
                instance(*both) for both in (("a", one.type), ("b", "professional-db"), ("c", one.type))
            )
            self._sandbox.advance(3600.0)
            create(f"/v1/instances/{paused}/pause")
            snapshot = create(f"/v1/instances/{first}/snapshots")["snapshot_id"]
            key = create("/v1/customer-managed-keys", name="k", key_id="arn", instance_type=one.type, **where)["id"]
            session = create("/v1/graph-analytics/sessions", name="session", memory="4GB", **where)["id"]
            self._sandbox.advance(600.0)
        instances, snapshots, keys = [first, small, paused, UNKNOWN], [snapshot, UNKNOWN], [key, UNKNOWN]
        return token, {
            "instanceId": instances, "source_instance_id": instances, "snapshotId": snapshots,
            "source_snapshot_id": snapshots, "customerManagedKeyId": keys, "customer_managed_key_id": keys,
            "sessionId": [session, UNKNOWN], "tenantId": [self._project.id, UNKNOWN],
        }  # fmt: skip

    def single(self, examples: int) -> None:
        """So many requests of each operation, and as many that are invalid."""
        for operation in (found.ok() for found in self._schema.get_all_operations() if isinstance(found, Ok)):
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                self._afresh()
                try:
                    self._one(operation.as_strategy(generation_mode=mode), examples)
                except Unsatisfiable:
                    assert mode is GenerationMode.NEGATIVE  # nothing can be wrong with a request without parameters

    def _one(self, strategy: st.SearchStrategy[Case[Any]], examples: int) -> None:
        def holds(case: Case[Any]) -> None:
            self._before()
            case.call_and_validate()

        given = hypothesis.given(case=strategy)(holds)
        hypothesis.seed(self._seed)(_settings(examples)(given))()

    def chains(self, examples: int) -> None:
        """So many chains of requests along the document's links."""
        before, afresh = self._before, self._afresh

        class Chain(self._schema.as_state_machine()):  # type: ignore[misc]
            def setup(self) -> None:
                afresh()
                super().setup()

            def before_call(self, case: Case[Any]) -> None:
                before()
                super().before_call(case)

            def validate_response(self, response: Any, case: Case[Any], *_: Any, **__: Any) -> None:
                # A link puts in the id of what the chain created, which `offered` did not know: that is no violation.
                case.validate_response(response, excluded_checks=[negative_data_rejection])

        hypothesis.seed(self._seed)(Chain)
        Chain.run(settings=_settings(examples))

    def _before(self) -> None:
        self.cases += 1
        self._sandbox.advance(SECONDS_BETWEEN)


def _settings(examples: int) -> hypothesis.settings:
    return hypothesis.settings(
        max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None, derandomize=False,
        suppress_health_check=SLOW, phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip


def run(cases: int, seed: int) -> tuple[int, Counter[int | None]]:
    """At least so many cases, half of them in chains: how many, and the statuses of all answers, preparations included.

    Raises an error of schemathesis with the request and what is wrong with the answer.
    """
    statuses: Counter[int | None] = Counter()
    done = 0
    while done < cases:
        made = Run(seed)
        try:
            made.single(max(1, cases // 2 // 52))
            made.chains(max(1, cases // 16))  # of about 13 requests each
        finally:
            made.close()
        statuses += made.statuses
        done += made.cases
        seed += 1
    return done, statuses


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description="Made-up requests against the sandbox")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    cases, statuses = run(arguments.cases, arguments.seed)
    print(f"{cases} cases and no violation; with preparations these answers: {dict(sorted(statuses.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
