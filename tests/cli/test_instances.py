"""What `aurakit instances` has beside the operations of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.conftest import WANTED

if TYPE_CHECKING:
    from cli.conftest import Shell


def ensure(shell: Shell, *more: str) -> tuple[str, ...]:
    return ("instances", "ensure", *WANTED, "--tenant-id", shell.sandbox.project_id, *more)


def test_ensure_creates_once_and_keeps_the_password_of_the_new_one(shell: Shell) -> None:
    first = shell(*ensure(shell, "--wait"))
    assert (first.status, first.one["created"], first.one["status"]) == (0, True, "running")
    assert first.one["password"] == "***"
    assert (shell.folder / f"Neo4j-{first.one['id']}.env").exists()
    again = shell(*ensure(shell))
    assert (again.one["created"], again.one["id"]) == (False, first.one["id"])
    assert again.errors == ""
    assert shell.sandbox.instances.created == 1


def test_ensure_says_what_differs(shell: Shell) -> None:
    shell.created()
    found = shell(*ensure(shell, "--memory", "2GB"))
    assert found.status == 6
    assert "memory" in found.errors


def test_find_takes_a_name_an_id_or_a_uri(shell: Shell) -> None:
    instance = shell.created()
    for given in ("orders", instance, f"neo4j+s://{instance}.databases.neo4j.io"):
        assert shell("instances", "find", given, "--query", "id", "-o", "text").output == f"{instance}\n"
    assert shell("instances", "find", "nothing").status == 4
    shell.created()
    several = shell("instances", "find", "orders")
    assert several.status == 6
    assert instance in several.errors


def test_ensure_running_and_ensure_paused_do_what_is_needed_of_several_at_once(shell: Shell) -> None:
    first, second = shell.created("one"), shell.created("two")
    shell("instances", "pause", first, "--wait")
    paused = shell("instances", "ensure-paused", first, second, "--wait", "--query", "[].status")
    assert (paused.status, paused.lines) == (0, ["paused", "paused"]), paused.errors
    running = shell("instances", "ensure-running", first, second, "--wait", "--query", "[].status")
    assert (running.status, running.lines) == (0, ["running", "running"]), running.errors
    assert shell("instances", "ensure-running", first).status == 0
    pauses = [one.path for one in shell.sandbox.requests if one.path.endswith("/pause")]
    assert sorted(pauses) == sorted(f"/v1/instances/{instance}/pause" for instance in (first, second))


def test_check_lists_what_fits_and_says_what_is_available_otherwise(shell: Shell) -> None:
    project = ("--tenant-id", shell.sandbox.project_id)
    found = shell(
        "instances", "check", *project, "--type", "professional-db", "--region", "europe-west1", "--memory", "8GB"
    )
    assert found.status == 0
    assert {one["memory"] for one in found.lines} == {"8GB"}
    wrong = shell("instances", "check", *project, "--type", "professional-db", "--memory", "3GB")
    assert wrong.status == 2
    assert "memory '3GB' is not available" in wrong.errors
    assert shell("instances", "check", "--memory", "2GB").status == 2
