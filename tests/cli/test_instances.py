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
