"""Import jobs of v2beta1 in the sandbox: from the queue to how they end, their progress, and cancelling them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, Durations, ManualClock, Sandbox
from sandbox.documented import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator

JOBS = "/import/jobs"
MODEL = {"importModelId": "model-1"}
DURATIONS = Durations(import_job=(100.0, 100.0), import_job_cancel=(5.0, 5.0))


@pytest.fixture
def beta() -> Iterator[Documented]:
    """A client below the project of a calm sandbox, where an import takes 100 seconds and 20 of them in the queue."""
    with (
        Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), durations=DURATIONS) as sandbox,
        Documented(sandbox, "v2beta1", _prefix(sandbox)) as client,
    ):
        yield client


def _prefix(sandbox: Sandbox) -> str:
    return f"/organizations/{sandbox.organization_id}/projects/{sandbox.project_id}"


def started(beta: Documented) -> str:
    return f"{JOBS}/{beta.ok('POST', JOBS, json=MODEL)['id']}"


def info(beta: Documented, job: str) -> dict[str, Any]:
    found: dict[str, Any] = beta.ok("GET", job)["info"]
    return found


def test_a_job_waits_runs_and_ends(beta: Documented) -> None:
    job, seen = started(beta), []
    for seconds in (0.0, 19.0, 1.0, 40.0, 40.0):
        beta.sandbox.advance(seconds)
        found = info(beta, job)
        seen.append((found["state"], found["percentage_complete"], "start_time" in found, "exit_status" in found))
    assert seen == [
        ("Queued", 0.0, False, False),
        ("Queued", 0.0, False, False),
        ("Running", 0.0, True, False),
        ("Running", 50.0, True, False),
        ("Completed", 100.0, True, True),
    ]
    assert info(beta, job)["exit_status"] == {"state": "Success", "message": "Import completed"}


def test_the_times_are_those_of_its_events(beta: Documented) -> None:
    job = started(beta)
    submitted = info(beta, job)["submitted_time"]
    beta.sandbox.advance(500.0)
    found = info(beta, job)
    times = [found[name] for name in ("submitted_time", "start_time", "completion_time", "last_update_time")]
    assert times[0] == submitted
    assert [seconds_between(submitted, one) for one in times] == [0, 20, 100, 100]


def seconds_between(first: str, second: str) -> float:
    return (datetime.datetime.fromisoformat(second) - datetime.datetime.fromisoformat(first)).total_seconds()


def test_counts_by_type_are_there_when_they_are_asked_for_and_grow(beta: Documented) -> None:
    job = started(beta)
    assert "progress" not in info(beta, job)
    counts = []
    for seconds in (30.0, 40.0, 40.0):
        beta.sandbox.advance(seconds)
        progress = beta.ok("GET", f"{job}?progress=true")["info"]["progress"]
        counts.append((progress["nodes"][0]["created_nodes"], progress["relationships"][0]["created_relationships"]))
    assert counts == [(250, 0), (1000, 250), (1000, 1000)]
    assert beta.refused("GET", f"{job}?progress=maybe") == (400, "validation-error")


def test_a_job_that_is_cancelled_ends_soon_with_what_it_had_done(beta: Documented) -> None:
    job = started(beta)
    beta.sandbox.advance(60.0)
    assert beta.ok("POST", f"{job}/cancellation", json={})["id"] == job.rpartition("/")[2]
    assert info(beta, job)["state"] == "Running"
    assert beta.ok("POST", f"{job}/cancellation", json={})  # again: nothing more to do
    beta.sandbox.advance(5.0)
    found = info(beta, job)
    assert (found["state"], found["exit_status"]["state"]) == ("Completed", "Cancelled")
    assert found["percentage_complete"] == 50.0
    assert seconds_between(found["cancellation_requested_time"], found["completion_time"]) == 5
    assert beta.refused("POST", f"{job}/cancellation", json={}) == (400, "import-job-completed")


def test_a_job_that_is_cancelled_in_the_queue_never_begins(beta: Documented) -> None:
    job = started(beta)
    beta.ok("POST", f"{job}/cancellation", json={})
    found = info(beta, job)
    assert (found["state"], found["exit_status"]["state"]) == ("Completed", "Cancelled")
    assert "start_time" not in found
    assert found["percentage_complete"] == 0.0


def test_a_failure_that_was_ordered_shows_at_the_end(beta: Documented) -> None:
    beta.sandbox.operations.fail("import_job")
    job = started(beta)
    beta.sandbox.advance(99.0)
    assert 49.0 < info(beta, job)["percentage_complete"] < 50.0
    beta.sandbox.advance(1.0)
    found = info(beta, job)
    assert (found["exit_status"]["state"], found["percentage_complete"]) == ("Failure", 50.0)
    assert [one.status for one in beta.sandbox.import_jobs] == ["Failure"]


def test_a_job_is_ended_by_hand(beta: Documented) -> None:
    job = started(beta)
    beta.sandbox.advance(50.0)
    assert beta.sandbox.operations.finish(job.rpartition("/")[2], status="Failure") == 1
    assert info(beta, job)["exit_status"]["state"] == "Failure"


def test_an_instance_to_import_into_has_to_run(beta: Documented) -> None:
    beta.sandbox.state.add({"instances": [{"id": "2f49c2b3"}, {"id": "3f49c2b3", "status": "paused"}]})
    job = beta.ok("POST", JOBS, json=MODEL | {"auraCredentials": {"dbId": "2f49c2b3"}})["id"]
    assert beta.ok("GET", f"{JOBS}/{job}")["aura_target"]["db_id"] == "2f49c2b3"
    paused = MODEL | {"auraCredentials": {"dbId": "3f49c2b3"}}
    assert beta.refused("POST", JOBS, json=paused) == (400, "instance-action-unavailable")
    unknown = MODEL | {"auraCredentials": {"dbId": "00000000"}}
    assert beta.refused("POST", JOBS, json=unknown) == (404, "db-not-found")


@pytest.mark.parametrize(
    "change",
    [
        {"importModelId": ""},
        {"auraCredentials": {}},
        {"auraCredentials": {"dbId": "2f49c2b3", "user": "neo4j"}},
        {"importConfig": {"importType": "partial"}},
    ],
)
def test_a_body_that_is_not_right_is_refused(beta: Documented, change: dict[str, Any]) -> None:
    assert beta.refused("POST", JOBS, json=MODEL | change) == (400, "validation-error")
    assert beta.sandbox.import_jobs == ()


def test_a_job_of_another_project_is_not_found(beta: Documented) -> None:
    assert beta.refused("GET", f"{JOBS}/unknown") == (404, "import-job-not-found")
    beta.sandbox.state.add({"projects": [{"id": "other"}]})
    job = started(beta)
    other = _prefix(beta.sandbox).replace(beta.sandbox.project_id, "other")
    response = beta.get(f"{beta.sandbox.base_url}/v2beta1{other}{job}")
    assert response.status_code == 404


def test_a_job_is_saved_with_the_world_and_goes_on_when_that_is_restored(beta: Documented) -> None:
    job = started(beta)
    beta.sandbox.advance(60.0)
    before, saved = info(beta, job), beta.sandbox.state.save()
    beta.sandbox.advance(40.0)
    assert info(beta, job)["state"] == "Completed"
    beta.sandbox.state.restore(saved)
    assert info(beta, job) == before
    beta.sandbox.advance(40.0)
    assert info(beta, job)["state"] == "Completed"
