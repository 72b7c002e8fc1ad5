"""Waiting in v2beta1 through the clients, without real waits: where it polls, when it ends, and how it fails."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from aurakit import InvalidArgumentError, WaitFailedError, WaitTimeoutError, v2beta1
from aurakit.v2beta1.completions import DeletedDatabase
from aurakit.v2beta1.waitables import waitable_of
from faultserver import FaultServer, response
from support.driving import Driver, both_of

IDS = {"organization_id": "o", "project_id": "p"}
PROJECT = "/v2beta1/organizations/o/projects/p"
INSTANCE_PATH = f"{PROJECT}/instances/i1"
DATABASE_PATH = f"{INSTANCE_PATH}/databases/db-1"
PASSWORD = "the-initial-password-1"
CREATED = {
    "id": "i1", "name": "one", "connection_url": "neo4j+s://i1", "username": "neo4j", "password": PASSWORD,
    "legacy_status": "creating",
}  # fmt: skip
NOT_FOUND = response(404, {"errors": [{"message": "There is none.", "reason": "x"}]})

drivers = both_of(v2beta1)


def instance(status: str, **more: Any) -> Any:
    return data({"id": "i1", "name": "one", "legacy_status": status, **more})


def data(value: Any, status: int = 200, **more: Any) -> Any:
    return response(status, {"data": value, **more})


def job(state: str, outcome: str | None = None, message: str | None = None) -> Any:
    ended = {} if outcome is None else {"exit_status": {"state": outcome, "message": message}}
    return data({"id": "j1", "info": {"state": state, **ended}})


def graph(status: str, **more: Any) -> Any:
    return data({"id": "g1", "name": "graph", "status": status, **more})


def waited(driver: Driver, server: FaultServer, begin: Any, **options: Any) -> Any:
    """What a wait for what `begin` returns comes to."""
    begun = driver.run(server.url, begin, **IDS)
    return driver.run(server.url, lambda aura: aura.wait(begun, **options))  # without ids: the object has them


def polls(server: FaultServer) -> list[str]:
    return [received.path for received in server.calls("GET")]


# ------------------------------------------------------------------------------------------------ instances


def create_instance(aura: Any) -> Any:
    return aura.instances.create(name="one", cloud_provider="gcp", region="europe-west1", type="professional")


@drivers
def test_a_new_instance_is_waited_for_by_its_legacy_status(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data(CREATED, 202), NOT_FOUND, instance("creating"), instance("running", memory="8GB"))
        settled = waited(driver, server, create_instance)
        assert polls(server) == [INSTANCE_PATH] * 3
    assert isinstance(settled, v2beta1.Instance)
    assert (settled.legacy_status, settled.memory) == ("running", "8GB")


@drivers
def test_a_wait_that_failed_shows_no_password(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data(CREATED, 202), instance("loading failed"))
        created = driver.run(server.url, create_instance, **IDS)
        error = driver.fails(server.url, WaitFailedError, lambda aura: aura.wait(created))
    assert (error.state, error.reason) == ("loading failed", "its state is 'loading failed'")
    assert PASSWORD not in f"{error!r} {vars(error)}"
    assert PASSWORD not in repr(waitable_of(created).shown.to_dict())  # type: ignore[union-attr]


@drivers
def test_a_resized_instance_is_waited_for_until_it_has_the_new_size(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(
            instance("running", memory="2GB", storage="4GB"),
            instance("running", memory="2GB", storage="4GB"),  # stale
            instance("resizing", memory="2GB", storage="4GB"),
            instance("running", memory="2GB", storage="4GB"),  # stale again
            instance("running", memory="8GB", storage="16GB"),
        )
        settled = waited(driver, server, lambda aura: aura.instances.update("i1", memory="8Gi", storage="16GB"))
        assert server.calls("PATCH")[0].body == {"memory": "8Gi", "storage": "16GB"}
    assert (settled.memory, settled.storage) == ("8GB", "16GB")


@drivers
@pytest.mark.parametrize(
    ("change", "words"),
    [({}, "Give at least one value to change"), ({"memory": "8GB"}, "Give both memory and storage")],
)
def test_an_update_that_the_api_would_refuse_is_not_sent(driver: Driver, change: dict[str, str], words: str) -> None:
    with FaultServer() as server:
        error = driver.fails(
            server.url, InvalidArgumentError, lambda aura: aura.instances.update("i1", **change), **IDS
        )
        assert server.requests == []
    assert words in str(error)


@drivers
def test_a_deleted_instance_is_waited_for_until_it_is_not_found(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(instance("running"), instance("running"), instance("destroying"), NOT_FOUND)
        begun = driver.run(server.url, lambda aura: aura.instances.delete("i1"), **IDS)
        assert begun.legacy_status == "destroying"
        assert driver.run(server.url, lambda aura: aura.wait(begun)) is None


@drivers
@pytest.mark.parametrize(
    "delete",
    [
        lambda aura: aura.instances.delete("i1"),
        lambda aura: aura.databases.delete("i1", "db-1"),
        lambda aura: aura.sessions.delete("s-1"),
        lambda aura: aura.virtual_graphs.delete("g1"),
    ],
)
def test_a_repeated_deletion_that_finds_nothing_is_none_and_needs_no_wait(driver: Driver, delete: Any) -> None:
    with FaultServer() as server:
        server.script(response(502), NOT_FOUND)
        assert waited(driver, server, delete) is None
        assert server.count("GET") == 0


# ------------------------------------------------------------------------------------------------ databases, backups


@drivers
def test_a_deleted_database_is_waited_for_until_it_is_not_found(driver: Driver) -> None:
    found = data({"id": "db-1", "name": "d"})
    with FaultServer() as server:
        server.script(data({"id": "db-1", "name": "d"}, 202), found, found, NOT_FOUND)
        begun = driver.run(server.url, lambda aura: aura.databases.delete("i1", "db-1"), **IDS)
        again = pickle.loads(pickle.dumps(begun))
        assert driver.run(server.url, lambda aura: aura.wait(again)) is None
        assert polls(server) == [DATABASE_PATH] * 3


@drivers
def test_a_new_database_is_waited_for_until_it_is_found(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data({"id": "db-1", "name": "d"}, 201), NOT_FOUND, data({"id": "db-1", "name": "d"}))
        settled = waited(driver, server, lambda aura: aura.databases.create("i1", name="d"))
        assert polls(server) == [DATABASE_PATH] * 2
    assert type(settled) is v2beta1.Database


@drivers
def test_a_database_that_was_found_needs_no_wait(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data({"id": "db-1", "name": "d"}))
        settled = waited(driver, server, lambda aura: aura.databases.get("i1", "db-1"))
        assert (settled.id, server.count()) == ("db-1", 1)


@drivers
def test_a_backup_is_waited_for_until_it_is_complete(driver: Driver) -> None:
    path = f"{DATABASE_PATH}/backups/b1"
    with FaultServer() as server:
        server.script(
            data({"id": "b1"}, 202), NOT_FOUND, data({"id": "b1", "status": "InProgress"}),
            data({"id": "b1", "status": "Completed", "exportable": True}),
        )  # fmt: skip
        settled = waited(driver, server, lambda aura: aura.backups.create("i1", "db-1"))
        assert polls(server) == [path] * 3
    assert (settled.status, settled.exportable) == ("Completed", True)


@drivers
def test_a_backup_that_failed_ends_the_wait(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data({"id": "b1"}, 202), data({"id": "b1", "status": "Failed"}))
        begun = driver.run(server.url, lambda aura: aura.backups.create("i1", "db-1"), **IDS)
        assert (type(begun), begun.status) == (v2beta1.Backup, "Pending")
        error = driver.fails(server.url, WaitFailedError, lambda aura: aura.wait(begun))
    assert "backup b1" in str(error)


@drivers
def test_after_a_restore_the_instance_is_waited_for_and_a_stale_running_does_not_end_it(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(202), *map(instance, ("running", "running", "restoring", "running")))
        begun = driver.run(server.url, lambda aura: aura.backups.restore("i1", "db-1", backup_id="b1"), **IDS)
        assert (type(begun), begun.legacy_status) == (v2beta1.Instance, "restoring")
        settled = driver.run(server.url, lambda aura: aura.wait(begun))
        assert polls(server) == [INSTANCE_PATH] * 4
    assert settled.legacy_status == "running"


@drivers
def test_an_error_of_the_get_after_a_restore_says_that_the_restore_was_accepted(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(202), response(403))
        with pytest.raises(Exception) as caught:  # noqa: PT011  # any: its note is what counts
            driver.run(server.url, lambda aura: aura.backups.restore("i1", "db-1"), **IDS)
    assert caught.value.__notes__ == ["The restore itself was accepted: do not send it again, but check the instance."]


# ------------------------------------------------------------------------------------------------ sessions, jobs


def session(status: str, **more: Any) -> Any:
    return data({"id": "s-1", "name": "s", "status": status}, **more)


def create_session(aura: Any) -> Any:
    return aura.sessions.create(name="s", memory="8GB", instance_id="i1")


@drivers
def test_a_session_is_waited_for_until_it_is_ready(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(*map(session, ("Creating", "NotReady", "Ready")))
        assert waited(driver, server, create_session).status == "Ready"
        assert polls(server) == [f"{PROJECT}/graph-analytics/sessions/s-1"] * 2


@drivers
def test_errors_beside_a_session_end_the_wait_with_their_words(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(session("Creating"), session("Failed", errors=[{"message": "No", "reason": "OutOfMemory"}]))
        begun = driver.run(server.url, create_session, **IDS)
        error = driver.fails(server.url, WaitFailedError, lambda aura: aura.wait(begun))
    assert error.reason.startswith("the response has errors: No (OutOfMemory). The session ran out of memory")


@drivers
@pytest.mark.parametrize("last", [NOT_FOUND, session("Deleted")])
def test_a_deleted_session_is_waited_for_until_it_is_gone_or_says_so(driver: Driver, last: Any) -> None:
    with FaultServer() as server:
        server.script(data({"id": "s-1"}, 202), session("Ready"), last)
        assert waited(driver, server, lambda aura: aura.sessions.delete("s-1")) is None


def create_job(aura: Any) -> Any:
    return aura.import_jobs.create(import_model_id="m")


@drivers
def test_an_import_job_is_waited_for_until_its_exit_status_says_success(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data({"id": "j1"}), job("Queued"), job("Running"), job("Completed"), job("Completed", "Success"))
        seen: list[str] = []
        settled = waited(driver, server, create_job, on_poll=lambda state, _: seen.append(state))
        assert polls(server) == [f"{PROJECT}/import/jobs/j1"] * 4
    assert settled.info.exit_status.state == "Success"
    assert seen == ["Queued", "Running", "Completed", "Success"]


@drivers
def test_an_import_job_that_failed_says_why(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data({"id": "j1"}), job("Completed", "Failure", "the source was not reachable"))
        begun = driver.run(server.url, create_job, **IDS)
        error = driver.fails(server.url, WaitFailedError, lambda aura: aura.wait(begun))
    assert error.reason == "it ended as 'Failure': the source was not reachable"


@drivers
def test_an_import_job_that_somebody_cancelled_is_a_failure_for_who_waits_for_it(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(data({"id": "j1"}), job("Running"), *[job("Completed", "Cancelled")] * 3)
        begun = driver.run(server.url, create_job, **IDS)
        error = driver.fails(server.url, WaitFailedError, lambda aura: aura.wait(begun))
    assert error.reason == "it is 'cancelled' instead of 'success'"


@drivers
@pytest.mark.parametrize("outcome", ["Cancelled", "Success"])
def test_a_cancelled_import_job_may_end_either_way(driver: Driver, outcome: str) -> None:
    with FaultServer() as server:
        server.script(data({"id": "j1"}), job("Running"), job("Completed", outcome))
        settled = waited(driver, server, lambda aura: aura.import_jobs.cancel("j1"))
    assert settled.info.exit_status.state == outcome


# ------------------------------------------------------------------------------------------------ virtual graphs


@drivers
def test_a_new_virtual_graph_is_waited_for_and_its_password_kept_out_of_errors(driver: Driver) -> None:
    created = {"id": "g1", "name": "graph", "plain_password": PASSWORD, "status": "creating"}
    with FaultServer() as server:
        server.script(data(created, 202), graph("creating"), graph("error", error_detail="no such warehouse"))
        begun = driver.run(
            server.url,
            lambda aura: aura.virtual_graphs.create(
                name="graph", data_source_id="d", import_model_id="m", cloud_provider="gcp", region="europe-west1"
            ),
            **IDS,
        )
        error = driver.fails(server.url, WaitFailedError, lambda aura: aura.wait(begun))
    assert error.reason == "its state is 'error': no such warehouse"
    assert PASSWORD not in f"{error!r} {vars(error)} {waitable_of(begun).shown!r}"  # type: ignore[union-attr]


@drivers
def test_a_new_virtual_graph_can_be_waited_for_in_another_process_where_its_password_is_not(driver: Driver) -> None:
    created = {"id": "g1", "name": "graph", "plain_password": PASSWORD, "status": "creating", "later": 1}
    begun = pickle.loads(pickle.dumps(v2beta1.CreatedVirtualGraph.from_dict(created)))
    begun.path_values = {"organization_id": "o", "project_id": "p"}
    assert waitable_of(begun).shown.additional_properties == {"later": 1}  # type: ignore[union-attr]
    with FaultServer() as server:
        server.script(graph("creating"), graph("running", memory="4Gi"))
        assert driver.run(server.url, lambda aura: aura.wait(begun)).memory == "4Gi"


@drivers
def test_an_updated_virtual_graph_is_waited_for_until_it_shows_the_new_values(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(
            response(202), graph("running", memory="4Gi"), graph("running", memory="4Gi"), graph("updating"),
            graph("running", memory="8Gi"),
        )  # fmt: skip
        begun = driver.run(server.url, lambda aura: aura.virtual_graphs.update("g1", memory="8GB"), **IDS)
        assert (begun.status, begun.memory) == ("updating", "8GB")
        assert driver.run(server.url, lambda aura: aura.wait(pickle.loads(pickle.dumps(begun)))).memory == "8Gi"


@drivers
@pytest.mark.parametrize("last", [NOT_FOUND, graph("deleted")])
def test_a_deleted_virtual_graph_is_waited_for_until_it_is_gone(driver: Driver, last: Any) -> None:
    with FaultServer() as server:
        server.script(response(202), graph("running"), graph("running"), last)
        begun = driver.run(server.url, lambda aura: aura.virtual_graphs.delete("g1"), **IDS)
        assert begun.status == "deleting"
        assert driver.run(server.url, lambda aura: aura.wait(begun)) is None


@drivers
def test_a_virtual_graph_whose_deletion_took_no_time_is_none(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(202), NOT_FOUND)
        assert driver.run(server.url, lambda aura: aura.virtual_graphs.delete("g1"), **IDS) is None


# ------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "given",
    ["i1", v2beta1.InstanceSummary(id="i1", name="one"), v2beta1.ImportJob(), v2beta1.Agent.__new__(v2beta1.Agent)],
    ids=lambda given: type(given).__name__,
)
def test_what_no_operation_returns_is_a_type_error_that_names_it(given: Any) -> None:
    with pytest.raises(TypeError, match=f"not {type(given).__name__}"):
        waitable_of(given)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (DeletedDatabase(id="db-1", name="d"), "instance_id"),
        (v2beta1.Backup(id="b1", status=v2beta1.BackupStatus.PENDING, path_values={"instance_id": "i"}), "database_id"),
    ],
    ids=["database", "backup"],
)
def test_what_does_not_say_where_it_belongs_cannot_be_looked_up(given: Any, missing: str) -> None:
    found = waitable_of(given)
    assert found is not None
    with pytest.raises(InvalidArgumentError, match=f"does not say which {missing} it belongs to"):
        found.request()


@drivers
def test_what_does_not_say_its_project_is_looked_up_in_that_of_the_client(driver: Driver) -> None:
    job_alone = v2beta1.ImportJob(id="j1")
    with FaultServer(default=job("Running")) as server:
        error = driver.fails(server.url, WaitTimeoutError, lambda aura: aura.wait(job_alone, timeout=30.0), **IDS)
        assert set(polls(server)) == {f"{PROJECT}/import/jobs/j1"}
    assert error.state == "Running"
