"""The structure that CONTRIBUTING describes, where no linter checks it."""

from __future__ import annotations

import ast
import re
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


def literal(node: ast.expr | None) -> str | None:
    """The text, pattern or collection of literals that an expression writes out; None for anything else."""
    if isinstance(node, ast.Constant):
        return ast.dump(node) if isinstance(node.value, (str, bytes)) and len(node.value) > 1 else None
    if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict)):
        inside = list(ast.iter_child_nodes(node))
        parts = [ast.dump(one) for one in inside if not isinstance(one, ast.expr_context)]
        plain = all(isinstance(one, (ast.Constant, ast.expr_context)) or literal(one) for one in inside)  # type: ignore[arg-type]
        return "".join(sorted(parts)) if plain and len(parts) > 1 else None
    if (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("re.compile", "frozenset", "set", "tuple")
        and node.args
    ):
        inner = literal(node.args[0])
        return inner and inner + "".join(map(ast.dump, node.args[1:]))
    return None


def constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The constants of a module: name and value."""
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            value = literal(node.value)
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if value is not None and isinstance(target, ast.Name):
                yield target.id, value


SAME_BY_CHANCE = {
    frozenset({"_transport/attempt.py:EXTENSION", "cli/profiles.py:SERVICE"}): (
        "names of different things that both are called after the package"
    ),
}


def test_no_constant_stands_twice() -> None:
    """The sandbox is compared with itself only: it plays the server, so a constant that it shared with the client would
    hide a mistake in it."""
    homes: dict[tuple[bool, str], set[str]] = {}
    for path in MODULES:
        for name, value in constants(ast.parse(path.read_text(encoding="utf-8"))):
            homes.setdefault((name_of(path).startswith("sandbox"), value), set()).add(f"{name_of(path)}:{name}")
    twice = {frozenset(places) for places in homes.values() if len(places) > 1}
    assert twice == set(SAME_BY_CHANCE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('A = "text"', 'B: Final = "text"'),
        ("A = (1, 2)", "B = [2, 1]"),
        ('A = frozenset({"a", "b"})', 'B = ("b", "a")'),
        ('A = re.compile("a+", re.ASCII)', 'B = re.compile(r"a+", re.ASCII)'),
        ('A = {"a": (1, 2), "b": 3}', 'B = {"a": (1, 2), "b": 3}'),
    ],
)
def test_constants_are_compared_by_value(one: str, other: str) -> None:
    first, second = dict(constants(ast.parse(one))), dict(constants(ast.parse(other)))
    assert first["A"] == second["B"]


PRIVATE_ALLOWED = {
    ("_transport/sync.py", "transport._pool"): (
        "httpx has no public way to be given a pool, and requests must pass its transport so that mocking libraries "
        "see them; tests/transport/test_pool.py fails when a release renames it"
    ),
    ("_transport/aio.py", "transport._pool"): "as in sync.py",
    ("_transport/config.py", "other._thing"): "our own class",
    ("_transport/proxies.py", "proxy._replace"): "a public method of named tuples",
    ("_transport/body.py", "zlib._Decompress"): "the only name of this type, for an annotation",
    ("cli/startup.py", "httpx._main"): (
        "named, so that it is not imported; renamed, it would be again, which tests/cli/test_processes.py notices"
    ),
    ("cli/startup.py", "httpx2._main"): "as that of httpx",
}


def private_uses(tree: ast.Module) -> Iterator[str]:
    """Private attributes read of anything but `self`, also by `getattr`, and private modules of the HTTP libraries."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and not is_self(node.value):
            yield ast.unparse(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "hasattr", "setattr", "attrgetter"):
            yield from (name for name in map(text_of, node.args) if is_private(name.rpartition(".")[2]))
        elif isinstance(node, ast.ImportFrom) and not node.level and PRIVATE_MODULE.search(f"{node.module}."):
            yield str(node.module)
        elif PRIVATE_MODULE.search(text_of(node)):
            yield text_of(node)


PRIVATE_MODULE = re.compile(r"\b(?:httpx2?|httpcore2?|h11)\.(?:\w+\.)*_[a-z]")


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def text_of(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def test_nothing_private_of_the_http_libraries_is_used() -> None:
    """Only `_transport` holds their objects; elsewhere what is theirs can only be named."""
    found = set()
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for use in private_uses(tree):
            if name_of(path).startswith("_transport") or PRIVATE_MODULE.search(use):
                found.add((name_of(path), use))
    assert found == set(PRIVATE_ALLOWED)


@pytest.mark.parametrize(
    "source",
    [
        "connection._state", 'getattr(connection, "_state")', "from httpcore._sync import http11",
        'import_module("httpx._transports.default")', "self._http._pool",
    ],
)  # fmt: skip
def test_a_use_of_something_private_is_found(source: str) -> None:
    assert list(private_uses(ast.parse(source)))


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
