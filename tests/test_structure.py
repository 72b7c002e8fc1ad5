"""The structure that CONTRIBUTING describes, where no linter checks it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import Aura
from faultserver import FaultServer, response

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
OVERLAY = ROOT / "overlay" / "aurakit"
MODULES = sorted(OVERLAY.rglob("*.py"))
LIBRARIES = {"httpx", "httpx2", "httpcore", "httpcore2"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MOST_FRAMES = 60

INSTANCE = {
    "id": "db1d1234", "name": "orders", "status": "running", "tenant_id": "t", "cloud_provider": "gcp",
    "connection_url": "neo4j+s://db1d1234.databases.neo4j.io", "region": "europe-west1", "type": "enterprise-db",
    "memory": "8GB", "storage": "16GB", "created_at": "2026-01-31T12:00:00Z",
}  # fmt: skip


def name_of(path: Path) -> str:
    return str(path.relative_to(OVERLAY))


def at_run_time(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes of a module, without what stands under `if TYPE_CHECKING`."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_httpx_is_imported_nowhere_but_where_the_library_is_chosen(path: Path) -> None:
    for node in at_run_time(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        assert not {name.partition(".")[0] for name in names} & LIBRARIES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_and_its_functions_are_not_too_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno is not None:
            documented = ast.get_docstring(node, clean=False) or ""
            statements = node.end_lineno - node.body[0].lineno + 1 - documented.count("\n")
            assert statements <= LONGEST_FUNCTION, f"{node.name} has {statements} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_two_drivers_drive_a_generator(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("throw", "asend", "athrow"):
            assert name_of(path) == "_calls/steps.py"


def test_a_warm_call_passes_few_frames_and_makes_one_request() -> None:
    frames: list[str] = []

    def count(frame: Any, event: str, _: object) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith((str(ROOT / "overlay"), str(ROOT / "generated"))):
            frames.append(f"{Path(file).relative_to(ROOT)}:{frame.f_code.co_qualname}")

    with (
        FaultServer(default=response(200, {"data": INSTANCE})) as server,
        Aura("id", "Secret-1", base_url=server.url) as aura,
    ):
        aura.instances.get("db1d1234")
        sys.setprofile(count)
        try:
            aura.instances.get("db1d1234")
        finally:
            sys.setprofile(None)
    assert len(frames) <= MOST_FRAMES, "\n".join(frames)
    assert sum(frame.endswith("messages.py:Request.__init__") for frame in frames) == 1
