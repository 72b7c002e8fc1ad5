"""v2beta1 through the sandbox, sync and async: a database's life, its neighbours in v1, scope and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit import ConflictError, NotFoundError, WaitAllError, WaitFailedError, connection
from aurakit.sandbox import ManualClock, Sandbox
from aurakit.v2beta1 import Backup, ImportCredentials, secrets_of
from support.scenarios import Scenarios, both_ways

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW = {
    "name": "one", "cloud_provider": "gcp", "region": "europe-west1", "type": "business-critical", "memory": "4GB",
    "storage": "8GB", "multi_database": True,
}  # fmt: skip
GRAPH = {
    "name": "sales", "data_source_id": "source", "import_model_id": "model", "cloud_provider": "gcp",
    "region": "europe-west1",
}  # fmt: skip


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock(), seed=7) as sandbox:
        yield sandbox


@both_ways
def test_a_database_is_created_backed_up_restored_and_deleted(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        v2 = aura.v2beta1
        created = yield v2.instances.create(**NEW)
        assert connection(created).password
        instance = yield v2.wait(created)
        assert (instance.legacy_status, instance.memory) == ("running", "4GB")
        resized = yield v2.instances.update(instance.id, memory="8GB", storage="16GB")
        assert (yield v2.wait(resized)).memory == "8GB"

        database = yield v2.databases.create(instance.id, name="second")
        database = yield v2.wait(database)
        backup = yield v2.backups.create(instance.id, database.id)
        backup = yield v2.wait(backup)
        assert backup.status == "Completed"
        restored = yield v2.backups.restore(instance.id, database.id, backup_id=backup.id)
        assert (yield v2.wait(restored)).legacy_status == "running"
        deleted = yield v2.databases.delete(instance.id, database.id)
        assert (yield v2.wait(deleted)) is None

        deleted = yield v2.instances.delete(instance.id)
        assert (yield v2.wait(deleted)) is None
        return instance.id

    assert scenarios.run(sandbox, scenario)


@both_ways
def test_an_instance_of_v1_is_seen_in_v2beta1(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        projects = yield aura.projects.list()
        created = yield aura.instances.create(
            name="of v1", tenant_id=projects[0].id, version="5", region="europe-west1", memory="2GB",
            type="professional-db", cloud_provider="gcp",
        )  # fmt: skip
        yield aura.wait(created)
        listed = yield aura.v2beta1.instances.list()
        return [one.name for one in listed]

    assert "of v1" in scenarios.run(sandbox, scenario)


@both_ways
def test_sessions_are_created_listed_in_pages_and_deleted(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        v2 = aura.v2beta1
        made = []
        for number in range(12):
            session = yield v2.sessions.create(
                name=f"s{number}", memory="2GB", cloud_provider="gcp", region="europe-west1"
            )
            made.append((yield v2.wait(session)).id)
        listed = yield v2.sessions.list()
        assert sorted(one.id for one in listed) == sorted(made)
        deleted = yield v2.sessions.delete(made[0])
        return (yield v2.wait(deleted))

    assert scenarios.run(sandbox, scenario) is None


@both_ways
def test_an_error_gives_advice_of_its_version(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        yield aura.v2beta1.instances.get("00000000")

    with pytest.raises(NotFoundError) as caught:
        scenarios.run(sandbox, scenario)
    assert caught.value.reason == "db-not-found"
    assert "check `organization_id` and `project_id` too" in str(caught.value)


@both_ways
def test_users_invites_and_ip_filters_are_kept(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        v2 = aura.v2beta1
        users = yield v2.organizations.list_users()
        assert users
        invite = yield v2.organizations.create_invite(email="a@example.com", roles=["organization-member"])
        invites = yield v2.organizations.list_invites()
        assert [one.id for one in invites] == [invite.id]
        yield v2.organizations.delete_invite(invite.id)
        made = yield v2.ip_filters.create(name="office", allow_list=[])
        filters = yield v2.ip_filters.list()
        return [one.id for one in filters] == [made.id]

    assert scenarios.run(sandbox, scenario)


@both_ways
def test_a_second_operation_on_a_busy_instance_is_a_conflict(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        created = yield aura.v2beta1.instances.create(**NEW)
        instance = yield aura.v2beta1.wait(created)
        yield aura.v2beta1.instances.update(instance.id, memory="8GB", storage="16GB")
        yield aura.v2beta1.instances.update(instance.id, memory="16GB", storage="32GB")

    with pytest.raises(ConflictError):
        scenarios.run(sandbox, scenario)


def steps_to_a_backup(v2: Any) -> Any:
    """The steps to what can be waited for together: an instance, a backup, a session, and a deleted database."""
    instance = yield v2.wait((yield v2.instances.create(**NEW)))
    kept = yield v2.wait((yield v2.databases.create(instance.id, name="second")))
    dropped = yield v2.wait((yield v2.databases.create(instance.id, name="third")))
    return [
        (yield v2.instances.create(**{**NEW, "name": "two"})),
        (yield v2.backups.create(instance.id, kept.id)),
        (yield v2.sessions.create(name="s", memory="2GB", cloud_provider="gcp", region="europe-west1")),
        (yield v2.databases.delete(instance.id, dropped.id)),
        None,
    ]


@both_ways
def test_resources_of_any_kind_are_waited_for_together(scenarios: Scenarios, sandbox: Sandbox) -> None:
    told: list[str] = []

    def scenario(aura: Any) -> Any:
        given = yield from steps_to_a_backup(aura.v2beta1)
        return (yield aura.v2beta1.wait_all(given, on_poll=lambda resource, *_: told.append(type(resource).__name__)))

    instance, backup, session, *none = scenarios.run(sandbox, scenario)
    assert (instance.name, instance.legacy_status) == ("two", "running")
    assert (backup.status, session.status, none) == ("Completed", "Ready", [None, None])
    assert set(told) == {"CreatedInstance", "Backup", "Session", "DeletedDatabase"}


@both_ways
def test_one_that_fails_leaves_the_others_to_end(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        sandbox.operations.fail("backup")
        given = yield from steps_to_a_backup(aura.v2beta1)
        yield aura.v2beta1.wait_all(given)

    with pytest.raises(WaitAllError) as caught:
        scenarios.run(sandbox, scenario)
    ((failed, error),) = caught.value.failures
    assert isinstance(failed, Backup) and isinstance(error, WaitFailedError)
    assert error.reason == "its state is 'failed'"
    instance, _, session, *none = caught.value.results
    assert (instance.legacy_status, session.status, none) == ("running", "Ready", [None, None])


@both_ways
def test_an_import_job_is_waited_for_until_it_has_ended(scenarios: Scenarios, sandbox: Sandbox) -> None:
    told: list[str] = []

    def scenario(aura: Any) -> Any:
        v2 = aura.v2beta1
        instance = yield v2.wait((yield v2.instances.create(**NEW)))
        job = yield v2.import_jobs.create(import_model_id="model", aura_credentials=ImportCredentials(instance.id))
        assert job.info.state == "Queued"
        job = yield v2.wait(job, on_poll=lambda status, _: told.append(status))
        assert (job.info.state, job.info.exit_status.state) == ("Completed", "Success")
        assert job.aura_target.db_id == instance.id
        return (yield v2.import_jobs.get(job.id, progress=True)).info.progress.nodes[0].created_nodes

    assert scenarios.run(sandbox, scenario) == 1000
    assert list(dict.fromkeys(told)) == ["Queued", "Running", "Success"]


@both_ways
def test_an_import_job_that_is_cancelled_is_waited_for(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        v2 = aura.v2beta1
        job = yield v2.import_jobs.create(import_model_id="model")
        sandbox.advance(50.0)
        cancelled = yield v2.wait((yield v2.import_jobs.cancel(job.id)))
        return cancelled.info.exit_status.state

    assert scenarios.run(sandbox, scenario) == "Cancelled"


@both_ways
def test_an_import_job_that_fails_says_what_happened(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        sandbox.operations.fail("import_job")
        yield aura.v2beta1.wait((yield aura.v2beta1.import_jobs.create(import_model_id="model")))

    with pytest.raises(WaitFailedError, match="it ended as 'Failure': The data source could not be read"):
        scenarios.run(sandbox, scenario)


@both_ways
def test_a_virtual_graph_is_created_changed_listed_and_deleted(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        v2 = aura.v2beta1
        sizes = yield v2.virtual_graphs.get_allowed_configs()
        created = yield v2.virtual_graphs.create(**GRAPH)
        assert "NEO4J_PASSWORD=" in secrets_of(created).dotenv_text()
        graph = yield v2.wait(created)
        assert (graph.status, graph.memory) == ("running", sizes.default_memory)
        graph = yield v2.wait((yield v2.virtual_graphs.update(graph.id, memory="8Gi")))
        assert (graph.status, graph.memory) == ("running", "8Gi")
        assert [one.id for one in (yield v2.virtual_graphs.list())] == [graph.id]
        assert (yield v2.wait((yield v2.virtual_graphs.delete(graph.id)))) is None
        return {one.status for one in (yield v2.virtual_graphs.list())}  # it may still be there for a while, to say so

    assert scenarios.run(sandbox, scenario) <= {"deleted"}


@both_ways
def test_a_virtual_graph_that_fails_says_what_happened(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        sandbox.operations.fail("virtual_graph")
        yield aura.v2beta1.wait((yield aura.v2beta1.virtual_graphs.create(**GRAPH)))

    with pytest.raises(WaitFailedError, match="its state is 'error': The data source could not be reached"):
        scenarios.run(sandbox, scenario)
