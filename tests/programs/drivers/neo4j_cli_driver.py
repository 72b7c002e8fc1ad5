"""Drives neo4j-cli, Neo4j's command line of today, which is written in Go: its package on PyPI has the binary.

It stops for seconds between the polls of its own waits, so the loops are written here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from steps import BASE_URL, CLIENT_ID, CLIENT_SECRET, PROJECT_ID, Steps, check, until, until_gone

PROGRAM = Path(sys.executable).with_name("neo4j-cli")
HOME = tempfile.mkdtemp()
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("AURA", "NEO4J"))} | {
    "HOME": HOME, "XDG_CONFIG_HOME": HOME, "XDG_CACHE_HOME": HOME, "XDG_DATA_HOME": HOME,
    "AURA_BASE_URL": BASE_URL, "AURA_AUTH_URL": f"{BASE_URL}/oauth/token",
}  # fmt: skip

steps = Steps()


def run(*arguments: str) -> str:
    """What a command prints. It may write, and what it asks is answered with yes."""
    command = [str(PROGRAM), *arguments, "--rw", "--format", "json"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=60.0, check=False)
    check(done.returncode == 0, done.stderr.strip() or done.stdout.strip())
    return done.stdout


def aura(*arguments: str) -> Any:
    """The data in the JSON that a command of `aura` prints."""
    printed: dict[str, Any] = json.loads(run("aura", *arguments))
    return printed["data"]


def sign_in() -> str:
    """Set up as its documentation says; the organization's id."""
    run("config", "set", "telemetry", "false")
    run(
        "credential", "aura-client", "add", "--name", "sandbox",
        "--client-id", CLIENT_ID, "--client-secret", CLIENT_SECRET,
    )  # fmt: skip
    organization = str(aura("organization", "list")[0]["id"])
    run("aura", "workspace", "use", f"{organization}/{PROJECT_ID}")
    check(PROJECT_ID in [one["id"] for one in aura("project", "list")], "no project")
    return organization


def reach(instance_id: str, wanted: str) -> str:
    until(lambda: str(aura("instance", "get", instance_id)["status"]), wanted)
    return instance_id


def settle(instance_id: str) -> str:
    time.sleep(0.5)  # the first responses after a change can be those from before it
    return reach(instance_id, "running")


def create() -> str:
    created = aura(
        "instance", "create", "--name", "from-neo4j-cli", "--type", "professional", "--cloud-provider", "gcp",
        "--region", "europe-west1", "--memory", "4GB", "--no-credential-storage",
    )  # fmt: skip
    check(created["password"] and created["username"], "no initial credentials")
    return str(created["id"])


def listed(instance_id: str) -> None:
    check(instance_id in [one["id"] for one in aura("instance", "list")], "not listed")


def resize(instance_id: str) -> None:
    run("aura", "instance", "update", instance_id, "--memory", "8GB")


def rename(instance_id: str) -> None:
    settle(instance_id)
    run("aura", "instance", "update", instance_id, "--name", "renamed")


def snapshot(instance_id: str) -> None:
    settle(instance_id)
    place = ("--instance-id", instance_id)
    taken = aura("instance", "snapshot", "create", *place)["snapshot_id"]
    until(lambda: str(aura("instance", "snapshot", "get", taken, *place)["status"]), "Completed")


def pause_and_resume(instance_id: str) -> None:
    settle(instance_id)
    run("aura", "instance", "pause", instance_id)
    reach(instance_id, "paused")
    run("aura", "instance", "resume", instance_id)
    reach(instance_id, "running")


def session(_: str) -> None:
    made = aura(
        "graph-analytics", "session", "create", "--name", "scores", "--memory", "8GB",
        "--cloud-provider", "gcp", "--region", "europe-west1",
    )  # fmt: skip
    until(lambda: str(aura("graph-analytics", "session", "get", made["id"])["status"]), "Ready")
    run("aura", "graph-analytics", "session", "delete", made["id"], "--yes", "--force")


def any_request(_: str) -> None:
    check("data" in json.loads(run("aura", "api", "v1/instances")), "no data")


def delete(instance_id: str) -> None:
    settle(instance_id)
    run("aura", "instance", "delete", instance_id, "--yes", "--force")
    until_gone(lambda: aura("instance", "get", instance_id))


steps.run("token and list", sign_in)
steps.run("create", create)
steps.run("wait", lambda one: reach(one, "running"), "create")
steps.run("list instances", listed, "wait")
steps.run("resize", resize, "wait")
steps.run("rename", rename, "wait")
steps.run("snapshot", snapshot, "wait")
steps.run("pause and resume", pause_and_resume, "wait")
steps.run("session", session, "token and list")
steps.run("any request", any_request, "token and list")
steps.run("delete", delete, "wait")
