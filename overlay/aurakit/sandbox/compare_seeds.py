"""What must exist before a recorded request of v1beta5 or v2beta1 for the sandbox to respond as recorded."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Any

from .lifecycle import Durations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .cassette import Recorded
    from .sandbox import Sandbox

    Ids = Mapping[str, str]
    Entry = Mapping[str, Any]

TIERS = {"free": "free-db", "professional": "professional-db", "virtual-dedicated-cloud": "enterprise-db"}
_REFUSED_FOR_ITS_STATE = "instance-action-unavailable"
_ABSENT = {401, 403, 404, 410}
"""Statuses that say nothing about the resources in the path."""


def _present(entry: Entry, *names: str, **renamed: str) -> dict[str, Any]:
    """The fields that an entry has, some renamed."""
    wanted = {**{name: name for name in names}, **renamed}
    return {there: entry[here] for there, here in wanted.items() if entry.get(here) not in (None, "")}


def _rests(status: object, *known: str, otherwise: str) -> str:
    return str(status) if status in known else otherwise


def _instance(entry: Entry, ids: Ids) -> dict[str, Any]:
    found = _present(
        entry, "id", "name", "type", "cloud_provider", "region", "memory", "storage", "vector_optimized",
        "multi_database",
    )  # fmt: skip
    status = entry.get("legacy_status", entry.get("status"))
    found["status"] = _rests(status, "paused", "suspended", "stopped", "loading failed", otherwise="running")
    if "type" in found:
        found["type"] = TIERS.get(found["type"], found["type"])
    if "databases" in ids:
        found |= {"multi_database": True, "type": found.get("type", "business-critical")}
    if "projects" in ids:
        found["tenant_id"] = ids["projects"]
    return found


def _database(entry: Entry, ids: Ids) -> dict[str, Any] | None:
    if entry["id"] == f"db-{ids['instances']}":  # it is created with its instance
        return None
    return {"name": entry["id"], **_present(entry, "id", "name"), "instance": ids["instances"]}


def _backup(entry: Entry, ids: Ids) -> dict[str, Any]:
    status = _rests(entry.get("status"), "Failed", otherwise="Completed")
    return {"id": entry["id"], "status": status, "instance": ids["instances"], "database": ids["databases"]}


def _user(entry: Entry, ids: Ids) -> dict[str, Any]:
    found = {"email": f"{entry['user_id']}@example.com", **_present(entry, "user_id", "email")}
    roles = entry.get("organization_roles") or ["organization-member"]
    projects = {one["id"]: one["project_roles"][0] for one in entry.get("projects", ()) if one.get("project_roles")}
    if entry.get("project_roles") and "projects" in ids:
        projects[ids["projects"]] = entry["project_roles"][0]
    return found | {"role": roles[0], "organization_id": ids["organizations"], "project_roles": projects}


def _invite(entry: Entry, ids: Ids) -> dict[str, Any]:
    found = {"email": "somebody@example.com", **_present(entry, "id", "email", "status", "organization_roles")}
    return found | {"organization_id": ids["organizations"]}


def _ip_filter(entry: Entry, ids: Ids) -> dict[str, Any]:
    ranges = [f"{one['address']}/{one['prefix_len']}" for one in entry.get("allow_list") or ()]
    flags = _present(entry, "description", "filtering_disabled", "brain_ip_addresses_enabled")
    return {
        "id": int(entry["id"]), "name": entry.get("name", f"filter {entry['id']}"), "allow_list": ranges,
        "organization_id": ids["organizations"], **flags, **(entry.get("filtered_entities") or {}),
    }  # fmt: skip


def _session(entry: Entry, ids: Ids) -> dict[str, Any]:
    found = {"name": "session", **_present(entry, "id", "name", "memory", "ttl", "cloud_provider", "region")}
    found["status"] = _rests(entry.get("status"), "Failed", "Expired", otherwise="Ready")
    found |= _present(entry, database_uuid="database_id", instance="instance_id")
    return found | ({"tenant_id": ids["projects"]} if "projects" in ids else _present(entry, tenant_id="project_id"))


def _job(entry: Entry, ids: Ids) -> dict[str, Any]:
    info, target = entry.get("info") or {}, entry.get("aura_target") or {}
    outcome = (info.get("exit_status") or {}).get("state")
    status = _rests(outcome, "Success", "Failure", "Cancelled", otherwise="Queued")
    return {"id": entry["id"], "status": status, "project_id": ids["projects"], **_present(target, instance="db_id")}


def _graph(entry: Entry, ids: Ids) -> dict[str, Any]:
    found = _present(
        entry, "id", "name", "cloud_provider", "region", "memory", "data_source_id", "maximum_bytes_billed"
    )
    status = _rests(entry.get("status"), "error", otherwise="running")
    return found | {"project_id": ids["projects"], "status": status}


def _data_api(entry: Entry, ids: Ids) -> dict[str, Any]:
    status = _rests(entry.get("status"), "paused", "error", otherwise="ready")
    found = _present(entry, "id", "name", "type_definitions")
    return found | {"status": status, "instance": ids["instances"]}


def _auth_provider(entry: Entry, ids: Ids) -> dict[str, Any]:
    status = "disabled" if entry.get("enabled") is False else "enabled"
    return {**_present(entry, "id", "name", "type", "url"), "data_api": ids["graphql"], "status": status}


SEEDS: dict[str, tuple[str, str, Callable[[Entry, Ids], dict[str, Any] | None]]] = {
    "instances": ("instances", "id", _instance),
    "databases": ("databases", "id", _database),
    "backups": ("backups", "id", _backup),
    "users": ("users", "user_id", _user),
    "invites": ("invites", "id", _invite),
    "ip-filters": ("ip_filters", "id", _ip_filter),
    "sessions": ("sessions", "id", _session),
    "jobs": ("import_jobs", "id", _job),
    "virtual-graphs": ("virtual_graphs", "id", _graph),
    "graphql": ("data_apis", "id", _data_api),
    "auth-providers": ("auth_providers", "id", _auth_provider),
}
"""By the collection in the path: the kind of seed, the field of the id, and the seed of an entry in a response."""
_NO_IDS = {"sizing", "allowed-configs"}
"""Path segments in the place of an id that are not ids."""
_BY_EXAMPLES = ("agents", "deployments", "billing", "activity-feed")
"""Collections for which the sandbox responds with examples, whatever the ids."""
_RUNNING = ("data_apis", "databases", "backups", "import_jobs", "virtual_graphs", "instances", "sessions")


def add_seed(sandbox: Sandbox, kind: str, seed: Mapping[str, Any], least: Mapping[str, Any]) -> None:
    """Add what existed before; if it has values that the sandbox does not know, add only the minimum, or nothing.

    The comparison then shows the difference, which is clearer than a rejected seed.
    """
    try:
        sandbox.state.add({kind: [seed]})
    except ValueError:
        with contextlib.suppress(ValueError):
            sandbox.state.add({kind: [least]})


class Preparation:
    """Seeds what existed before a recorded session, and ends the operations that it shows as ended.

    Args:
        sandbox: where it is replayed.
        ids: the sandbox's ids for those of the recording, as far as they are known.
        seen: what has been seeded, as its kind and id; v1 seeds too.
    """

    def __init__(self, sandbox: Sandbox, ids: dict[str, str], seen: set[str]) -> None:
        self._sandbox = sandbox
        self._ids = ids
        self._seen = seen

    def prepare(self, one: Recorded, later: Sequence[Recorded] = ()) -> None:
        """Make the sandbox ready for a request. later: those after it, which show the further pages of a list."""
        if one.status in _ABSENT:
            if one.method == "GET":
                self._finish(one, lambda state: state.operation.outcome is None)
                if "sessions" in one.path:  # it does not end as an operation of its own
                    self._sandbox.advance(Durations().session_delete[1])
            return
        if set(_BY_EXAMPLES) & set(one.path.split("/")):
            return
        parts = one.path.strip("/").split("/")
        named = {name: after for name, after in itertools.pairwise(parts) if after not in _NO_IDS}
        collections = [name for name in parts if name in SEEDS]
        if "databases" in collections:
            named.setdefault("databases", "")
        for collection in collections:
            if named.get(collection):
                self._seed(one, collection, self._shown(one, collection, named[collection]), named)
        self._seed_what_the_body_names(one, named)
        if collections and one.method == "GET":
            pages = itertools.takewhile(lambda page: page.path == one.path and "page_token" in page.query, later)
            for entry in (entry for page in (one, *pages) for entry in page.entries):
                self._seed(one, collections[-1], entry, named)
        self._end_operations(one)

    def _shown(self, one: Recorded, collection: str, wanted: str) -> dict[str, Any]:
        """The entry in the response for the resource in the path, or only its id."""
        _, id_name, _ = SEEDS[collection]
        found = next((entry for entry in one.entries if str(entry.get(id_name)) == wanted), {})
        return {**found, id_name: wanted}

    def _seed_what_the_body_names(self, one: Recorded, named: Ids) -> None:
        target = one.sent.get("auraCredentials")
        found = target.get("dbId") if isinstance(target, dict) else one.sent.get("instance_id")
        for collection, wanted in (("instances", found), ("users", one.sent.get("user_id"))):
            if isinstance(wanted, str):
                entry = {SEEDS[collection][1]: wanted}
                self._seed(one, collection, entry, {key: value for key, value in named.items() if key != "databases"})

    def _seed(self, one: Recorded, collection: str, entry: Entry, named: Ids) -> None:
        kind, id_name, made = SEEDS[collection]
        recorded = str(entry.get(id_name, ""))
        if not recorded or recorded in self._ids or f"{kind} {recorded}" in self._seen:
            return
        self._seen.add(f"{kind} {recorded}")
        here = {name: self._ids.get(value, value) for name, value in named.items()}
        seed = made(entry, here)
        if seed is None:
            return
        if kind == "instances" and _REFUSED_FOR_ITS_STATE in str(one.content):
            seed["status"] = "paused"
        add_seed(self._sandbox, kind, seed, made({id_name: recorded}, here) or {})

    def _end_operations(self, one: Recorded) -> None:
        """End the operations that must have ended: a later change was accepted, or a read shows the final status."""
        if one.method == "GET":
            shown = {str(status).lower() for entry in one.entries for status in _statuses(entry) if status}
            self._finish(one, lambda state: str(state.operation.outcome).lower() in shown)
        elif one.status < 400 and not one.path.endswith("/cancellation"):
            self._finish(one, lambda _: True)

    def _finish(self, one: Recorded, wanted: Callable[[Any], bool]) -> None:
        named = {self._ids.get(part, part) for part in one.path.strip("/").split("/")}
        for state in self._under_way():
            if state.id in named and wanted(state):
                self._sandbox.operations.finish(state.id)

    def _under_way(self) -> Iterator[Any]:
        for kind in _RUNNING:
            states: Sequence[Any] = getattr(self._sandbox, kind)
            yield from [state for state in states if state.operation is not None]


def _statuses(entry: Entry) -> Iterator[object]:
    """The field with the status of an entry."""
    yield entry.get("status")
    yield entry.get("legacy_status")
    yield ((entry.get("info") or {}).get("exit_status") or {}).get("state")
