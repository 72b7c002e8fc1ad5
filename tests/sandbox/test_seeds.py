"""Seeds of what v1beta5 and v2beta1 have: as a mapping and as a YAML file, and what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from pipeline.documents import ROOT
from sandbox.documented import Documented

if TYPE_CHECKING:
    from pathlib import Path

SEED = """
organizations:
  - {id: acme, name: Acme}
projects:
  - {id: shop, name: Shop, organization_id: acme}
users:
  - {user_id: u1, email: ann@example.com, project_roles: {shop: project-viewer}}
invites:
  - {id: i1, email: bob@example.com, project_roles: {shop: namespace-viewer}}
  - {email: late@example.com, expires_in: 60}
ip_filters:
  - {id: 12345678, name: office, allow_list: [10.0.0.0/8, {ip_range: 192.0.2.1, description: gate}], projects: [shop]}
instances:
  - {id: 2f49c2b3, name: orders, type: business-critical, multi_database: true}
databases:
  - {id: db-2, instance: orders, name: second}
backups:
  - {id: backup-1, instance: orders, database: second, age: 60}
data_apis:
  - {id: api1, name: graphql, instance: orders}
auth_providers:
  - {id: p1, data_api: graphql, name: ci}
  - {id: p2, data_api: api1, url: "https://example.com/keys.json", status: disabled}
import_jobs:
  - {id: j1, instance: orders, status: Failure, age: 100}
  - {id: j2, status: Queued}
virtual_graphs:
  - {id: ge000001, name: sales, status: error}
"""


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("seed") / "seed.yaml"
    path.write_text(SEED, encoding="utf-8")
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), state=path) as sandbox:
        yield sandbox


def test_what_a_file_has_of_v2beta1_is_there(seeded: Sandbox) -> None:
    with Documented(seeded, "v2beta1", "/organizations/acme") as beta:
        assert {one["user_id"] for one in beta.ok("GET", "/users")} >= {"u1"}
        first, second = beta.ok("GET", "/invites")
        assert first["project_invites"] == [{"project_id": "shop", "project_roles": ["namespace-viewer"]}]
        assert (second["email"], second["status"]) == ("late@example.com", "active")
        (office,) = beta.ok("GET", "/ip-filters")
        assert [(one["address"], one["prefix_len"], one["description"]) for one in office["allow_list"]] == [
            ("10.0.0.0", 8, ""), ("192.0.2.1", 32, "gate"),
        ]  # fmt: skip
        assert beta.ok("GET", "/projects/shop/instances/2f49c2b3/ip-filters")["id"] == 12345678
        backup = beta.ok("GET", "/projects/shop/instances/2f49c2b3/databases/db-2/backups/backup-1")
        assert backup["status"] == "Completed"
        failed = beta.ok("GET", "/projects/shop/import/jobs/j1")
        assert (failed["info"]["exit_status"]["state"], failed["aura_target"]["db_id"]) == ("Failure", "2f49c2b3")
        assert beta.ok("GET", "/projects/shop/import/jobs/j2")["info"]["state"] == "Queued"
        assert beta.ok("GET", "/projects/shop/virtual-graphs/ge000001")["status"] == "error"


def test_what_a_file_has_of_v1beta5_is_there(seeded: Sandbox) -> None:
    with Documented(seeded, "v1beta5", "/instances/2f49c2b3/data-apis/graphql") as beta:
        found = beta.ok("GET", "/api1/auth-providers")
        assert [(one["id"], one["type"], one["enabled"]) for one in found] == [
            ("p1", "api-key", True), ("p2", "jwks", False),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"invites": [{"mail": "a@example.com"}]}, "an invite has no mail"),
        ({"invites": [{}]}, "'email' is missing"),
        ({"invites": [{"email": "a@example.com", "status": "open"}]}, "status must be one of active"),
        ({"invites": [{"email": "a@example.com", "project_roles": ["x"]}]}, "must be a mapping"),
        ({"invites": [{"email": "a@example.com", "organization_roles": "x"}]}, "organization_roles must be a list"),
        ({"invites": [{"email": "a@example.com", "organization_id": "x"}]}, "organization_id must be one of"),
        ({"ip_filters": [{"name": "x", "allow_list": ["everybody"]}]}, "everybody is not a range"),
        ({"ip_filters": [{"name": "x", "instances": "2f49c2b3"}]}, "instances must be a list"),
        ({"import_jobs": [{"status": "Running"}]}, "status must be one of Success"),
        ({"import_jobs": [{"instance": "none"}]}, "there is no instance with the name or id 'none'"),
        ({"virtual_graphs": [{"project_id": "none"}]}, "No such tenant"),
        ({"auth_providers": [{"data_api": "none"}]}, "there is no data API with the name or id 'none'"),
        ({"instances": [{"name": "x"}], "data_apis": [{"instance": "x", "name": "a"}],
          "auth_providers": [{"data_api": "a", "type": "jwks"}]}, "a url if and only if its type is jwks"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_refused_and_nothing_of_it_is_added(state: dict[str, Any], message: str) -> None:
    sandbox = Sandbox(clock=ManualClock())
    before = sandbox.state.save()
    with pytest.raises(ValueError, match=message):
        sandbox.state.add(state)
    after = sandbox.state.save()
    for moving in ("random", "unscaled", "now", "wall"):
        for state_of_then in (before, after):
            state_of_then.pop(moving)
    assert after == before
    sandbox.close()


def test_the_seeds_in_the_documentation_are_accepted(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    section = text[text.index("\n## Seeds\n") : text.index("\n## A recorded session\n")]
    blocks = re.findall(r"```yaml\n(.*?)```", section, flags=re.DOTALL)
    sandboxes = []
    for number, block in enumerate(blocks):
        path = tmp_path / f"{number}.yaml"
        path.write_text(block, encoding="utf-8")
        sandboxes.append(Sandbox(clock=ManualClock(), state=path))
        sandboxes[-1].close()
    first, second = sandboxes
    assert "orders" in {one.name for one in first.instances}
    assert [one.name for one in second.ip_filters] == ["office"]
    assert [(one.status, one.instance_id) for one in second.import_jobs] == [("Failure", second.instances[0].id)]
