"""The docs: their code is Python, what is marked runs against the sandbox, the reference is whole, the pictures new.

A block after `<!-- run -->` is run; the blocks of one page share their names and one sandbox, as for a reader who
follows the page. A block after `<!-- run: await -->` may await at its top level, as notebooks may.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import aurakit
import aurakit.hooks
import aurakit.otel
import aurakit.sandbox
import aurakit.v1
import aurakit_raw.v1.models
from aurakit._errors.hints import FIND_OUT, REASONS, STATUSES
from aurakit.sandbox import ManualClock, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))}
FENCE = re.compile(
    r"^(?:<!-- run(?P<await>: await)?(?P<run>) -->\n)?^(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
# How many characters of code stand beside each other on a page 1280 pixels wide.
WIDEST = 80


class Block(NamedTuple):
    """A block of code on a page."""

    page: str
    line: int
    code: str
    run: bool
    awaits: bool

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    def compiled(self) -> Any:
        """Its code; a syntax error names the line of the page."""
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if self.awaits else 0
        return compile("\n" * self.line + self.code, self.page, "exec", flags=flags, dont_inherit=True)


def blocks_of(page: str) -> Iterator[Block]:
    """The Python blocks of a page."""
    for match in FENCE.finditer(PAGES[page]):
        if match["language"] == "python":
            indent = len(match["indent"])
            code = "".join(line[indent:] for line in match["code"].splitlines(keepends=True))
            line = PAGES[page].count("\n", 0, match.start("code"))
            yield Block(page, line, code, match["run"] is not None, match["await"] is not None)


BLOCKS = [block for page in PAGES for block in blocks_of(page)]
RUN = sorted({block.page for block in BLOCKS if block.run})


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_python_block_compiles(block: Block) -> None:
    block.compiled()


@pytest.mark.parametrize("page", RUN)
@pytest.mark.usefixtures("logging_as_before")
def test_the_marked_blocks_of_a_page_run_one_after_the_other(
    page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    with Sandbox(clock=ManualClock(), seed=11) as sandbox, asyncio.Runner() as runner:
        for name, value in sandbox.env().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("aurakit._client.state.Clock", lambda: sandbox.clock)  # so that a wait takes no time
        make_paused_instance(sandbox)
        names: dict[str, Any] = {"__name__": "__main__"}
        for block in blocks_of(page):
            if block.run:
                awaited = eval(block.compiled(), names)
                if inspect.iscoroutine(awaited):
                    runner.run(awaited)
        for value in names.values():
            if isinstance(value, aurakit.Aura):
                value.close()
            elif isinstance(value, aurakit.AsyncAura):
                runner.run(value.aclose())


def make_paused_instance(sandbox: Sandbox) -> None:
    """An instance for the pages that look at those there are."""
    aura = sandbox.client()
    created = aura.instances.create(
        name="archive",
        tenant_id=sandbox.project_id,
        type="professional-db",
        version="5",
        memory="2GB",
        cloud_provider="gcp",
        region="europe-west1",
    )
    aura.wait(created)
    aura.wait(aura.instances.pause(created.id))


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """What a page sets up for its logging ends with it."""
    loggers = [logging.getLogger(), logging.getLogger("aurakit")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def test_the_tests_on_the_page_of_tests_pass_with_the_plugin(tmp_path: Path) -> None:
    blocks = [block.code for block in blocks_of("testing.md")]
    (tmp_path / "conftest.py").write_text(next(code for code in blocks if "pytest_plugins" in code), encoding="utf-8")
    (tmp_path / "test_one.py").write_text(
        next(code for code in blocks if "made(aura_sandbox" in code), encoding="utf-8"
    )
    (tmp_path / "test_two.py").write_text(next(code for code in blocks if "monkeypatch" in code), encoding="utf-8")
    (tmp_path / "my_project.py").write_text(NIGHTLY, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # the installed plugins cost seconds
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, encoding="utf-8", check=False)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


MOCKED = {"respx": "respx_mock", "pytest_httpx": "httpx_mock", "pytest_httpx2": "httpx2_mock", "vcr": "use_cassette"}


@pytest.mark.parametrize("library", MOCKED)
def test_the_recipes_for_mocking_libraries_work(library: str, tmp_path: Path) -> None:
    block = next(block.code for block in blocks_of("testing.md") if MOCKED[library] in block.code)
    (tmp_path / "test_mocked.py").write_text(block, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    if library != "vcr":
        command += ["-p", "respx.plugin" if library == "respx" else library]
    alone = os.environ | {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "HOME": str(tmp_path),
        "AURAKIT_HTTP_LIBRARY": "httpx2" if library == "pytest_httpx2" else "httpx",
    }  # fmt: skip

    def run(**environment: str) -> None:
        done = subprocess.run(
            command, cwd=tmp_path, env=alone | environment, capture_output=True, encoding="utf-8", check=False
        )
        assert "1 passed" in done.stdout, done.stdout + done.stderr

    with Sandbox() as sandbox:
        reached = sandbox.env()
        run(**reached if library == "vcr" else {})
    if library == "vcr":
        run(AURA_BASE_URL=reached["AURA_BASE_URL"])  # there is nothing now but what was recorded
        text = (tmp_path / "projects.yaml").read_text(encoding="utf-8")
        assert "removed" in text and reached["AURA_CLIENT_SECRET"] not in text and "authorization" not in text.lower()


NIGHTLY = """
class nightly:
    def main():
        from aurakit import Aura
        with Aura() as aura:
            assert aura.projects.list()
"""


@pytest.mark.parametrize("page", PAGES)
def test_no_block_is_so_wide_that_its_end_is_out_of_sight(page: str) -> None:
    wide = [line for match in FENCE.finditer(PAGES[page]) for line in match["code"].splitlines() if len(line) > WIDEST]
    assert not wide


@pytest.mark.parametrize("page", PAGES)
def test_the_files_of_the_project_that_a_page_names_are_there(page: str) -> None:
    named = set(re.findall(r"`(?:\./|python )?((?:examples|scripts|openapi/v1|\.github)/[\w./-]+)", PAGES[page]))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_modules_that_the_architecture_names_are_there() -> None:
    page = PAGES["architecture.md"]
    named = set(re.findall(r"`([\w/]+\.py)`", page))
    assert len(named) > 10
    places = (ROOT / "overlay" / "aurakit", ROOT)
    assert [name for name in sorted(named) if not any((place / name).is_file() for place in places)] == []


def entries() -> set[str]:
    """What the reference has an entry for, by its full name."""
    text = "\n".join(text for page, text in PAGES.items() if page.startswith("reference/"))
    return set(re.findall(r"^::: (\S+)$", text, re.MULTILINE))


@pytest.mark.parametrize("name", aurakit.__all__)
def test_every_public_name_has_a_reference_entry(name: str) -> None:
    assert f"aurakit.{name}" in entries()


@pytest.mark.parametrize("name", aurakit_raw.v1.models.__all__)
def test_every_model_has_a_reference_entry(name: str) -> None:
    assert f"aurakit_raw.v1.models.{name}" in entries()


@pytest.mark.parametrize("name", sorted({*aurakit.v1.__all__} - {*aurakit_raw.v1.models.__all__}))
def test_every_other_name_of_the_version_has_a_reference_entry_or_its_synchronous_twin_has(name: str) -> None:
    value = getattr(aurakit.v1, name.removeprefix("Async"))
    assert {f"{value.__module__}.{value.__name__}", f"aurakit.{name}"} & entries()


@pytest.mark.parametrize("module", [aurakit.hooks, aurakit.otel], ids=["hooks", "otel"])
def test_every_name_of_hooks_and_otel_has_a_reference_entry(module: Any) -> None:
    assert {f"{module.__name__}.{name}" for name in module.__all__} <= entries()


@pytest.mark.parametrize("name", aurakit.sandbox.__all__)
def test_every_name_of_the_sandbox_has_a_reference_entry(name: str) -> None:
    assert f"aurakit.sandbox.{name}" in entries()


def error_names() -> list[str]:
    """The exceptions among the public names."""
    public = [(name, getattr(aurakit, name)) for name in aurakit.__all__]
    return [name for name, value in public if isinstance(value, type) and issubclass(value, aurakit.AuraError)]


@pytest.mark.parametrize("name", error_names())
def test_the_page_of_errors_says_of_each_what_to_do(name: str) -> None:
    assert re.search(rf"^\| `{name}` .*\| \S.*\|$", PAGES["errors.md"], re.MULTILINE)


@pytest.mark.parametrize("name", [*REASONS, *STATUSES, *FIND_OUT])
def test_the_page_of_errors_has_the_advice_that_errors_give(name: str | int) -> None:
    advice = STATUSES[name] if isinstance(name, int) else {**REASONS, **FIND_OUT}[name]
    shown = name if isinstance(name, int) else f"`{name}`"
    assert f"| {shown} | {advice}. |" in PAGES["errors.md"]


def test_every_page_is_in_the_navigation() -> None:
    listed = set(re.findall(r'= "(\S+\.md)"', (ROOT / "zensical.toml").read_text(encoding="utf-8")))
    assert listed == set(PAGES)


def test_the_pictures_are_what_their_script_makes() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "scripts/draw_pictures.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (made.returncode, made.stdout + made.stderr) == (0, "")
