"""Drives aura-cli, Neo4j's command line of before 2025 in Python: its commands, in this process, as its own tests do.

It stops for half a minute between the polls of its own waits, so the loops are written here.
"""

from __future__ import annotations

import importlib
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from steps import BASE_URL, CLIENT_ID, CLIENT_SECRET, PROJECT_ID, Steps, check, until, until_gone

HOME = tempfile.mkdtemp()
(Path(HOME) / ".aura").mkdir()
os.environ |= {
    "HOME": HOME, "AURA_CLI_BASE_URL": f"{BASE_URL}/v1", "AURA_CLI_AUTH_URL": f"{BASE_URL}/oauth/token",
    "AURA_CLI_CLIENT_ID": CLIENT_ID, "AURA_CLI_CLIENT_SECRET": CLIENT_SECRET,
}  # fmt: skip
COMMANDS = importlib.import_module("aura.aura").cli  # it reads the environment when it is imported

steps = Steps()


def run(*arguments: str) -> str:
    """What a command prints. It is told yes where it asks."""
    done = CliRunner(mix_stderr=False).invoke(COMMANDS, arguments, input="y\n")
    check(done.exit_code == 0, done.stderr.strip() or done.stdout.strip())
    return str(done.stdout)


def aura(*arguments: str) -> Any:
    """The JSON in what a command prints."""
    text = run(*arguments)
    begins = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    check(begins, text)
    return json.loads(text[min(begins) :])


def reach(instance_id: str, wanted: str) -> str:
    until(lambda: str(aura("instances", "get", "--instance-id", instance_id)["status"]), wanted)
    return instance_id


def settle(instance_id: str) -> str:
    time.sleep(0.5)  # the first responses after a change can be those from before it
    return reach(instance_id, "running")


def create() -> str:
    created = aura(
        "instances", "create", "--name", "from-cli", "--type", "professional-db", "--cloud-provider", "gcp",
        "--region", "europe-west1", "--memory", "4", "--tenant-id", PROJECT_ID,
    )  # fmt: skip
    check(created["password"] and created["username"], "no initial credentials")
    return str(created["id"])


def resize(instance_id: str) -> None:
    run("instances", "update", "--instance-id", instance_id, "--memory", "8")


def rename(instance_id: str) -> None:
    settle(instance_id)
    run("instances", "update", "--instance-id", instance_id, "--new-name", "renamed")


def snapshot(instance_id: str) -> None:
    settle(instance_id)
    taken = aura("snapshots", "create", "--instance-id", instance_id)["snapshot_id"]

    def status() -> str | None:
        listed = {one["snapshot_id"]: one["status"] for one in aura("snapshots", "list", "--instance-id", instance_id)}
        return listed.get(taken)

    until(status, "Completed")


def pause_and_resume(instance_id: str) -> None:
    settle(instance_id)
    run("instances", "pause", "--instance-id", instance_id)
    reach(instance_id, "paused")
    run("instances", "resume", "--instance-id", instance_id)
    reach(instance_id, "running")


def delete(instance_id: str) -> None:
    settle(instance_id)
    run("instances", "delete", "--instance-id", instance_id)
    until_gone(lambda: aura("instances", "get", "--instance-id", instance_id))


def listed(instance_id: str) -> None:
    check(instance_id in [one["id"] for one in aura("instances", "list")], "not listed")


steps.run("token and list", lambda: check(aura("tenants", "list")[0]["id"] == PROJECT_ID, "no project"))
steps.run("create", create)
steps.run("wait", lambda one: reach(one, "running"), "create")
steps.run("list instances", listed, "wait")
steps.run("resize", resize, "wait")
steps.run("rename", rename, "wait")
steps.run("snapshot", snapshot, "wait")
steps.run("pause and resume", pause_and_resume, "wait")
steps.run("delete", delete, "wait")
