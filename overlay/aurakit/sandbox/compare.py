"""`python -m aurakit.sandbox compare cassette.yaml`: differences between a recorded session with the real API
and the sandbox.

The recorded requests are sent to a calm sandbox in order, and its time is advanced to match the recorded `Date`
headers. Ids necessarily differ: a resource created in the session has another id here, which is learned from the
responses; a resource that existed before is seeded as it was recorded. The comparison covers statuses, the shape of
bodies, and the values of fields with a fixed set of values.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import itertools
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from .cassette import content_of, pairs_of, read
from .clock import ManualClock
from .compare_seeds import Preparation, add_seed
from .gateway import TOKEN_PATH
from .messages import HttpRequest
from .options import Awkwardness, Project
from .organizations import Organization
from .resources import Instance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .cassette import Recorded
    from .sandbox import Sandbox

BETAS = ("v1beta5", "v2beta1")
_COMPARED = {"status", "type", "cloud_provider", "token_type", "reason", "field", "profile", "exportable"}
_BEFORE = {"pausing": "running", "resuming": "paused", "updating": "running", "restoring": "running"}
_BEFORE |= {"overwriting": "running", "destroying": "running", "creating": "running", "loading": "running"}
_SEEDS = {
    "snapshots": ("snapshots", "snapshot_id", ("status", "profile")),
    "customer-managed-keys": (
        "customer_managed_keys", "id", ("name", "tenant_id", "cloud_provider", "region", "instance_type", "key_id"),
    ),
    "sessions": (
        "sessions", "id", ("name", "tenant_id", "memory", "ttl", "cloud_provider", "region", "database_uuid"),
    ),
}  # fmt: skip
"""How existing resources are seeded, by the collection in the path: the kind, the id field, the fields."""
_COLLECTIONS = {"instances", *_SEEDS}
_IDS = {"id", "instance_id", "snapshot_id", "tenant_id", "project_id", "database_id", "database_uuid"}


class Difference(NamedTuple):
    """One difference: the number of the request in the cassette, the request, and what differs."""

    number: int
    request: str
    what: str

    def __str__(self) -> str:
        return f"#{self.number} {self.request}: {self.what}"


def main(arguments: Sequence[str]) -> int:
    """Run the command: 0 without differences, 1 with some, 2 if the cassette cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m aurakit.sandbox compare", description="Compares a recorded session with the sandbox."
    )
    parser.add_argument("cassette", type=Path, help="a file in the format of vcrpy")
    path = parser.parse_args(arguments).cassette
    try:
        recorded = read(path)
    except (OSError, ValueError, ImportError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    found = list(differences(recorded))
    sys.stdout.write("".join(f"{one}\n" for one in found))
    sys.stdout.write(f"{len(recorded)} requests, {len(found)} differences\n")
    return 1 if found else 0


def differences(recorded: Sequence[Recorded]) -> Iterator[Difference]:
    """Send the recorded requests to a new sandbox, and find the differences."""
    from .sandbox import Sandbox

    organizations = _organizations(recorded)
    projects = _projects(recorded)
    clock = ManualClock(next((one.date for one in recorded if one.date is not None), ManualClock().wall()))
    sandbox = Sandbox(
        clock=clock,
        awkwardness=Awkwardness.off(),
        organizations=organizations,
        projects=projects,
        request_limit=None,
    )
    try:
        session = _Session(sandbox)
        for number, one in enumerate(recorded, 1):
            for what in session.replayed(one, recorded[number:]):
                yield Difference(number, f"{one.method} {one.path}", what)
    finally:
        sandbox.close()


class _Session:
    """The replay of one cassette."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._ids: dict[str, str] = {}
        self._page_token = ""
        self._seen: set[str] = set()
        self._betas = Preparation(sandbox, self._ids, self._seen)
        credentials = f"{sandbox.client_id}:{sandbox.client_secret}".encode()
        self._basic = f"Basic {base64.b64encode(credentials).decode()}"
        self._token = self._issued_token()

    def replayed(self, one: Recorded, later: Sequence[Recorded]) -> list[str]:
        """The differences between a recorded response and the sandbox's."""
        if one.date is not None:
            self._sandbox.advance(max(0.0, one.date - self._sandbox.clock.wall()))
        if one.version in BETAS:
            self._betas.prepare(one, later)
        else:
            self._prepare(one)
        status, content = self._sent(one)
        found = [] if status == one.status else [f"status {one.status} was recorded, but is {status} here"]
        if status == one.status:
            self._learn(one.content, content)
            found += _body_differences("", one.content, content)
        return found

    def _sent(self, one: Recorded) -> tuple[int, Any]:
        path = "/".join(self._ids.get(part, part) for part in one.path.split("/"))
        query = {name: self._ids.get(value, value) for name, value in one.query.items()}
        if "page_token" in query:
            query["page_token"] = self._page_token or query["page_token"]
        body = one.body
        for recorded, here in self._ids.items():
            body = body.replace(json.dumps(recorded).encode(), json.dumps(here).encode())
        headers = {"content-type": one.media_type, "authorization": f"Bearer {self._token}"}
        if one.path == TOKEN_PATH:
            headers["authorization"] = self._basic
        return self._respond(HttpRequest(one.method, path, query, headers, body))

    def _issued_token(self) -> str:
        headers = {
            "authorization": self._basic,
            "content-type": "application/x-www-form-urlencoded",
        }
        _, content = self._respond(HttpRequest("POST", TOKEN_PATH, {}, headers, b"grant_type=client_credentials"))
        return str(content["access_token"])

    def _respond(self, request: HttpRequest) -> tuple[int, Any]:
        decision = asyncio.run(self._sandbox._gateway.respond(request))
        if decision is None:
            raise RuntimeError("a request without a response, although no fault was requested")
        content, _ = decision.response.encoded()
        return decision.response.status, content_of(content)

    def _prepare(self, one: Recorded) -> None:
        """Seed what existed before the session, and end the operations that the recording shows as ended."""
        if one.status >= 400:
            return
        parts = one.path.strip("/").split("/")
        collection = next((name for name in reversed(parts) if name in _COLLECTIONS), "")
        data = one.content.get("data") if isinstance(one.content, dict) else None
        entries = [entry for entry in (data if isinstance(data, list) else [data]) if isinstance(entry, dict)]
        self._prepare_path(one, parts, entries)
        if parts[-1] == "metrics-integration":
            self._sandbox.state.add({"instances": [{"type": "enterprise-db", "tenant_id": parts[-2]}]})
        if one.method == "POST" and parts[-1] == collection:
            return  # the replay creates it too
        for entry in entries:
            if collection == "instances" and "id" in entry:
                self._prepare_instance(one, entry)
            elif collection in _SEEDS and _SEEDS[collection][1] in entry:
                self._prepare_other(collection, entry)

    def _prepare_path(self, one: Recorded, parts: Sequence[str], entries: Sequence[Mapping[str, Any]]) -> None:
        """Seed the resources that the path and the body name."""
        named = {name: after for name, after in itertools.pairwise(parts) if name in _COLLECTIONS and after != "sizing"}
        body = content_of(one.body)
        body = body if isinstance(body, dict) else {}
        source, snapshot = body.get("source_instance_id"), body.get("source_snapshot_id")
        for instance_id in filter(None, (named.get("instances"), source)):
            entry = next((entry for entry in entries if entry.get("id") == instance_id), {})
            self._prepare_instance(one, {"id": instance_id, **entry})
        if source is not None and snapshot is not None:
            self._prepare_other("snapshots", {"instance_id": source, "snapshot_id": snapshot})
        for collection, id_ in named.items():
            if collection in _SEEDS:
                _, id_name, _ = _SEEDS[collection]
                entry = next((entry for entry in entries if entry.get(id_name) == id_), {})
                self._prepare_other(collection, {"instance_id": named.get("instances"), **entry, id_name: id_})

    def _prepare_instance(self, one: Recorded, entry: Mapping[str, Any]) -> None:
        recorded = str(entry["id"])
        here = self._ids.get(recorded, recorded)
        if recorded not in self._ids and f"instances {recorded}" not in self._seen:
            self._seen.add(f"instances {recorded}")
            status = str(entry.get("status", "running"))
            seed = _instance_seed(entry, _BEFORE.get(status, status))
            add_seed(self._sandbox, "instances", seed, {"id": recorded})
        ends = {state.operation.outcome for state in self._sandbox.instances if state.id == here and state.operation}
        if one.method == "GET" and entry.get("status") in ends:
            self._sandbox.operations.finish(here)

    def _prepare_other(self, collection: str, entry: Mapping[str, Any]) -> None:
        kind, id_name, names = _SEEDS[collection]
        recorded = str(entry.get(id_name))
        if recorded in self._ids or f"{kind} {recorded}" in self._seen:
            if collection == "snapshots" and entry.get("status") == "Completed":
                self._sandbox.operations.finish()
            return
        self._seen.add(f"{kind} {recorded}")
        instance_id = entry.get("instance_id")
        seed = {name: entry[name] for name in names if entry.get(name) is not None}
        if instance_id is not None and collection != "customer-managed-keys":
            seed["instance"] = self._ids.get(str(instance_id), instance_id)
        least = {name: seed[name] for name in ("instance", "name") if name in seed} | {"id": recorded}
        add_seed(self._sandbox, kind, seed | {"id": recorded}, least)

    def _learn(self, recorded: Any, here: Any) -> None:
        """Map ids of the recording to those of the sandbox."""
        if isinstance(recorded, dict) and isinstance(here, dict):
            for name, value in recorded.items():
                other = here.get(name)
                if name == "next" and isinstance(other, str):
                    self._page_token = dict(parse_qsl(urlsplit(other).query)).get("page_token", "")
                if name in _IDS and isinstance(value, str | int) and isinstance(other, str | int) and value != other:
                    self._ids.setdefault(str(value), str(other))
                self._learn(value, other)
        elif isinstance(recorded, list) and isinstance(here, list):
            for value, other in zip(recorded, here, strict=False):
                self._learn(value, other)


def _body_differences(where: str, recorded: Any, here: Any) -> Iterator[str]:
    if isinstance(recorded, dict) and isinstance(here, dict):
        for name in dict.fromkeys((*recorded, *here)):
            inside = f"{where}.{name}" if where else name
            if name not in here:
                yield f"{inside} was recorded, but is absent here"
            elif name not in recorded:
                yield f"{inside} is present here, but was absent"
            else:
                yield from _body_differences(inside, recorded[name], here[name])
    elif isinstance(recorded, list) and isinstance(here, list):
        if bool(recorded) != bool(here):
            yield f"{where} had {len(recorded)} entries, but has {len(here)} here"
        elif recorded:
            values = len(recorded) == len(here) == 1  # otherwise the first entries may be different resources
            inside = _body_differences(f"{where}[0]", recorded[0], here[0])
            yield from (what for what in inside if values or " was '" not in what)
    elif _kind(recorded) != _kind(here):
        yield f"{where or 'the body'} was {_kind(recorded)}, but is {_kind(here)} here"
    elif where.rpartition(".")[2] in _COMPARED and recorded != here:
        yield f"{where} was {recorded!r}, but is {here!r} here"


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "a boolean", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")


def _instance_seed(entry: Mapping[str, Any], status: str) -> dict[str, Any]:
    left_out = {"status", "source", "created", "changes", "operation", "rested", "hidden_until", "gone_until"}
    names = (Instance.__dataclass_fields__.keys() - left_out) & entry.keys()
    return {name: entry[name] for name in names if entry[name] is not None} | {"status": status}


def _organizations(recorded: Sequence[Recorded]) -> tuple[Organization, ...]:
    """The organizations that a recording names, except those that were not found."""
    listed = {
        entry["id"]: str(entry.get("name", "Organization"))
        for one in recorded
        if one.path.rstrip("/").split("/")[-2:-1] == ["organizations"] or one.path.endswith("/organizations")
        for entry in one.entries
        if isinstance(entry.get("id"), str)
    }
    named = dict.fromkeys(_named(recorded, "organizations"), "Organization")
    return tuple(Organization(id_, name) for id_, name in {**named, **listed}.items()) or (Organization(),)


def _named(recorded: Sequence[Recorded], collection: str) -> Iterator[str]:
    """The ids after a collection in the paths of requests that found what they name."""
    for one in recorded:
        if one.status < 400:
            yield from (after for name, after in itertools.pairwise(one.path.split("/")) if name == collection)


def _projects(recorded: Sequence[Recorded]) -> tuple[Project, ...]:
    """The projects that a recording names, each in the organization in its path."""
    found = {
        str(value): None
        for one in recorded
        for name, value in pairs_of(one.content)
        if name in {"tenant_id", "project_id"} and value is not None
    } | dict.fromkeys(_named(recorded, "projects"))
    listed = {
        str(entry["id"]): str(entry["name"])
        for one in recorded
        if one.path.endswith(("/tenants", "/projects"))
        for entry in one.entries
        if "id" in entry and "name" in entry
    }
    owners: dict[str, str] = {}
    for one in recorded:
        parts = one.path.split("/")
        if "organizations" in parts and one.status < 400:
            owner = parts[parts.index("organizations") + 1 :][:1]
            inside = [after for name, after in itertools.pairwise(parts) if name == "projects"]
            inside += [str(entry.get("id")) for entry in one.entries if parts[-1] == "projects"]
            owners |= dict.fromkeys(inside, *owner)
    return tuple(
        Project(id=id_, name=listed.get(id_, "Project"), organization_id=owners.get(id_)) for id_ in {**listed, **found}
    ) or (Project(),)
