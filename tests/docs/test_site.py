"""The site as it is built: what a reader of the reference and of the examples finds on its pages."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tomllib
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

import aurakit
import aurakit.v1
import build_release
from aurakit.sandbox import Awkwardness, Configuration, Durations, Project

ROOT = Path(__file__).resolve().parents[2]
CONFIG: dict[str, Any] = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]
LOADED = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']?(?:\w+:)?//""")
SCRIPTS = sorted(path.name for path in (ROOT / "examples").glob("*.py"))
ENUMS = {name: value for name in aurakit.v1.__all__ if issubclass(value := getattr(aurakit.v1, name), Enum)}
MEMBERS = [(name, member) for name, enum in ENUMS.items() for member in enum]
OPTIONS: tuple[Any, ...] = (Awkwardness, Durations, Project, Configuration)
FIELDS = [(options.__name__, field) for options in OPTIONS for field in options._fields]
RESOURCES = ["customer_managed_keys", "instances", "projects", "sessions", "snapshots"]

pytestmark = pytest.mark.xdist_group("site")  # built by one process


@pytest.fixture(scope="module")
def site() -> Path:
    """The folder of the built site."""
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return ROOT.joinpath(CONFIG["site_dir"])


def text_of(page: Path) -> str:
    """What a page shows, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))).split())


def entry(page: Path, name: str) -> str:
    """The entry of a name of the reference, from its heading to the next one."""
    found = re.search(rf'<h\d id="{re.escape(name)}".*?(?=<h\d|\Z)', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, f"{name} has no entry"
    return html.unescape(re.sub(r"<[^>]+>", "", found[0]))


@pytest.mark.parametrize(("enum", "member"), MEMBERS, ids=lambda one: getattr(one, "name", one))
def test_the_reference_lists_each_member_of_an_enum_with_its_text(site: Path, enum: str, member: Enum) -> None:
    shown = entry(site / "reference/models.html", f"aurakit_raw.v1.models.{enum}.{member.name}")
    assert f"{member.name} = {member.value!r}" in shown


@pytest.mark.parametrize(("options", "field"), FIELDS)
def test_the_reference_lists_each_option_of_a_sandbox_with_its_type(site: Path, options: str, field: str) -> None:
    shown = entry(site / "reference/sandbox.html", f"aurakit.sandbox.{options}.{field}")
    assert f"{field}: " in shown


@pytest.mark.parametrize("client", ["Aura", "AsyncAura"])
@pytest.mark.parametrize("resource", RESOURCES)
def test_the_reference_of_a_client_lists_its_resources(site: Path, client: str, resource: str) -> None:
    assert f"{resource}: " in entry(site / "reference/clients.html", f"aurakit.{client}.{resource}")


@pytest.mark.parametrize("name", ["_client.poll_callbacks.OnPoll", "v1.client.Resource"])
def test_what_the_signature_of_wait_names_leads_to_its_explanation(site: Path, name: str) -> None:
    page = (site / "reference/clients.html").read_text(encoding="utf-8")
    assert f'title="aurakit.{name}" href="#{name.rpartition(".")[2].lower()}"' in page


@pytest.mark.parametrize("method", ["Instances.update", "Instances.ensure", "Snapshots.create", "Snapshots.restore"])
def test_what_a_method_returns_is_told_beside_its_type(site: Path, method: str) -> None:
    places = {"Instances": "aurakit.v1.instances", "Snapshots": "aurakit_raw.v1.api.snapshots"}
    module = places[method.partition(".")[0]]
    page = (site / "reference/resources.html").read_text(encoding="utf-8")
    start = page.index(f'id="{module}.{method}"')
    shown = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page[page.index("Returns:", start) :][:1500])).split())
    assert re.match(r"Returns: (Instance|Snapshot|Ensured) – (The|An) ", shown)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_page_of_examples_has_each_script_whole(site: Path, script: str) -> None:
    code = " ".join((ROOT / "examples" / script).read_text(encoding="utf-8").split())
    assert code in text_of(site / "examples.html")


def test_the_site_links_to_the_repository_of_the_package() -> None:
    assert CONFIG["repo_url"] == build_release.repository()


def test_the_pages_load_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert not LOADED.findall(page.read_text(encoding="utf-8")), page


@pytest.mark.parametrize("word", ["respx", "vcrpy", "httpx2", "changelog", "ensure", "rate limit"])
def test_the_search_finds(site: Path, word: str) -> None:
    assert word in (site / "search.json").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("client", [aurakit.Aura, aurakit.AsyncAura])
def test_the_reference_lists_everything_public_of_a_client(site: Path, client: type) -> None:
    page = (site / "reference/clients.html").read_text(encoding="utf-8")
    public = {name for name in dir(client) if name[0].islower()}
    assert {name for name in public if f'id="aurakit.{client.__name__}.{name}"' not in page} == set()
