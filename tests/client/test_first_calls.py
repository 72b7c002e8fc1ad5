"""What the first calls of a process import, and when: a fork or a Ctrl-C in the middle of it harms no other call."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from faultserver import FaultServer, Reset, response
from support.samples import CREATED, INSTANCE, NEW

if TYPE_CHECKING:
    from pathlib import Path

    from faultserver import Received
    from faultserver.actions import Action

PROGRAM = """
import asyncio, collections, inspect, json, logging, sys, warnings
logging.disable()
warnings.simplefilter("ignore")
sys.path[:0] = {path!r}
sys.modules["click"] = sys.modules["rich"] = None  # what is installed for httpx's own command imports much besides
import aurakit
from aurakit._calls.imports import importing
asyncio.Runner  # of the program itself
outside = collections.defaultdict(list)

class Finder:
    kind = "client"
    def find_spec(self, name, *_):
        if not importing._entries:
            outside[self.kind].append(name)

finder = Finder()
sys.meta_path.insert(0, finder)
NEW = {new!r}
SIZE = {{key: value for key, value in NEW.items() if key != "name"}}
CALLS = {{
    "get": lambda aura: aura.instances.get("ab12"),
    "list": lambda aura: aura.instances.list(),
    "create": lambda aura: aura.instances.create(**NEW),
    "wait": lambda aura: aura.wait(aurakit.v1.Instance.from_dict({instance!r})),
    "wait_all": lambda aura: aura.wait_all([aurakit.v1.Instance.from_dict({instance!r})]),
    "find": lambda aura: aura.instances.find("one"),
    "ensure": lambda aura: aura.instances.ensure(**NEW),
    "check": lambda aura: aura.instances.check(**SIZE),
    "ensure_running": lambda aura: aura.instances.ensure_running("ab12"),
    "projects": lambda aura: aura.projects.list(),
    "snapshots": lambda aura: aura.snapshots.list("ab12"),
    "v1beta5": lambda aura: aura.v1beta5.data_apis.list("ab12"),
    "pages": lambda aura: aura.v2beta1.sessions.list(organization_id="o", project_id="p"),
    "refused": lambda aura: aura.instances.get("refused"),
    "limited": lambda aura: aura.instances.get("limited"),
    "retried": lambda aura: aura.instances.get("retried"),
    "reset": lambda aura: aura.instances.get("reset"),
    "expired": lambda aura: aura.instances.get("expired"),
    "deprecated": lambda aura: aura.instances.get("deprecated"),
    "unusual": lambda aura: aura.instances.get("unusual"),
    "moved": lambda aura: aura.instances.get("moved"),
    "http": lambda aura: aura.raw.http.get("/instances"),
}}

def make(cls):
    options = dict(base_url={url!r}, timeout=10.0, rate_limit=None, hooks=[lambda event: None])
    options |= {more}
    return cls("the-id", "The-Secret-1", **options)

def calls():
    for finder.kind, call in CALLS.items():
        if finder.kind in {chosen!r} or not {chosen!r}:
            yield call

ended = {{}}
aurakit.Aura("the-id", "The-Secret-1", proxy="socks5://127.0.0.1:9").close()

def sync():
    with make(aurakit.Aura) as aura:
        for call in calls():
            try:
                found = call(aura)
                if finder.kind == "pages":
                    list(found)
            except aurakit.AuraError as error:
                ended[finder.kind] = type(error).__name__

async def asynchronous():
    async with make(aurakit.AsyncAura) as aura:
        for call in calls():
            try:
                found = call(aura)
                if finder.kind == "pages":
                    [one async for one in found]
                else:
                    await found
            except aurakit.AuraError as error:
                ended[finder.kind] = type(error).__name__

sync() if {flavour!r} == "sync" else asyncio.run(asynchronous())
print(json.dumps([outside, ended]))
"""


class Rule:
    """Responses that lead to what is seldom needed, by the last part of the path."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, request: Received) -> Action | None:
        if request.is_token_request:
            return None
        last, first = request.path.rpartition("/")[2].partition("?")[0], request.path not in self._seen
        self._seen.add(request.path)
        again = response(200, {"data": INSTANCE})
        if last == "instances":
            return response(202, {"data": CREATED}) if request.method == "POST" else response(200, {"data": [INSTANCE]})
        if last == "t":
            project = {"id": "t", "name": "t", "instance_configurations": []}
            return response(200, {"data": project})
        return {
            "ab12": again, "db1d1234": again,
            "refused": response(404, {"errors": [{"message": "No", "reason": "not-there"}]}),
            "limited": response(429, headers={"Retry-After": "Sun Nov  6 08:49:37 1994"}) if first else again,
            "retried": response(503, headers={"Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"}) if first else again,
            "reset": Reset() if first else again,
            "expired": response(401, {"errors": []}) if first else again,
            "deprecated": response(
                200, {"data": INSTANCE}, headers={"X-Tyk-Api-Expires": "Sun, 06 Nov 2044 08:49:37 GMT"}
            ),
            "unusual": response(200, {"data": {**INSTANCE, "created_at": "31 January 2024 14:06"}}),
            "moved": response(307, headers={"Location": "/v1/instances/ab12"}),
        }.get(last, response(200, {"data": []}))  # fmt: skip


def run(flavour: str, *chosen: str, more: str = "{}") -> tuple[dict[str, list[str]], set[str]]:
    """What is imported unguarded, and which calls end with an error. chosen: the calls; all if none is given. more:
    arguments of the client."""
    with FaultServer() as server:
        server.rule(Rule())
        program = PROGRAM.format(
            path=sys.path, url=server.url, flavour=flavour, instance=INSTANCE, new=NEW, chosen=chosen, more=more
        )  # fmt: skip
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    outside, ended = json.loads(done.stdout)
    return outside, set(ended)


BOTH = pytest.mark.parametrize("flavour", ["sync", "async"])


@BOTH
def test_a_client_and_its_calls_import_nothing_where_a_fork_or_a_ctrl_c_could_meet_it_half_done(flavour: str) -> None:
    assert run(flavour) == ({}, {"refused", "check"})


@BOTH
def test_a_store_imports_nothing_where_a_fork_or_a_ctrl_c_could_meet_it_half_done(flavour: str, tmp_path: Path) -> None:
    more = f"{{'store': aurakit.FileStore({str(tmp_path)!r}), 'rate_limit': aurakit.RateLimit(99)}}"
    assert run(flavour, "get", "expired", more=more) == ({}, set())
