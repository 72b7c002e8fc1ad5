"""Running openapi-python-client on a corrected document, and comparing its output with the present tree.

The generator empties only `api/` and `models/` when it overwrites, so it always writes into an empty folder, and the
tree is replaced as a whole. Its version and ruff's are pinned exactly, because both determine the output.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .checks import check
from .commands import command_tables, write_tables
from .documents import ROOT, DocumentError, dump, load, load_corrections
from .facts import prepare
from .inline import share_lists
from .overlay import corrected, for_generator

PINNED = {"openapi-python-client": "0.29.1", "ruff": "0.17.6"}
RUFF_LINES = 120

WRITTEN = "# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.\n"
STOCK = (
    "client.py",
    "errors.py",
    "types.py",
)  # the generator's own runtime, which it always writes
ROOT_FILES = {
    "__init__.py": "# Written by `python scripts/generate.py`. Do not edit.\n"
    '"""The raw clients generated from the published interface, one package for each version of the API."""\n',
    "py.typed": "",
}

DOCUMENT_HEADER = """Written by `python scripts/generate.py`. Do not edit.
The corrected document that this package was generated from."""


def shared_files(openapi: Path) -> dict[str, str]:
    """The files that the versions share, by their names in the parent package."""
    runtime = sorted((openapi / "templates" / "runtime").glob("*.py"))
    return ROOT_FILES | {path.name: WRITTEN + path.read_text(encoding="utf-8") for path in runtime}


class GenerationError(DocumentError):
    """The generator could not write the client, or warned."""


def document_of(version: str, openapi: Path) -> dict[str, Any]:
    """The corrected document of a version, from the files in `openapi/`."""
    folder = openapi / version
    return corrected(load(folder / "interface.yaml"), load_corrections(folder))


def documentation_of(version: str, openapi: Path) -> str:
    """The page of the API's documentation that describes the version."""
    path = openapi / version / "source.toml"
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8"))["documentation"])
    except (OSError, ValueError, KeyError) as error:
        raise DocumentError(f"{path.name} of {version} does not name the page in `documentation`: {error!r}") from None


def generate(version: str, target: Path, openapi: Path = ROOT / "openapi") -> None:
    """Write the raw client of `version` as the new folder `target`."""
    _check_tools()
    corrected_document = document_of(version, openapi)
    document = copy.deepcopy(corrected_document)
    check(document, version)
    document, facts = prepare(for_generator(document, load(openapi / "codegen.yaml")), version)
    tables = command_tables(document, facts)
    share_lists(document)  # only here: enums that happen to be equal are not a change between editions
    with TemporaryDirectory() as name:
        work = Path(name)
        source = work / "document.json"
        source.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        templates = work / "templates"
        shutil.copytree(openapi / "templates", templates)
        facts["documentation"] = documentation_of(version, openapi)
        assignments = (f"{{% set {key} = {value!r} %}}\n" for key, value in facts.items())
        (templates / "facts.jinja").write_text("".join(assignments), encoding="utf-8")
        _run_generator(source, templates, work / "out")
        _compile(work / "out")
        write_tables(tables, facts, work / "out")
        _format(work / "out" / "commands")  # invalid Python cannot be formatted
        for path in sorted((work / "out").rglob("*.py")):
            stock = path.parent == work / "out" and path.name in STOCK
            if (
                stock or not path.read_text(encoding="utf-8").strip()
            ):  # a template that renders nothing produces no file
                path.unlink()
        shutil.copytree(work / "out", target, ignore=shutil.ignore_patterns(".ruff_cache", "__pycache__"))
    (target / "openapi.yaml").write_text(dump(corrected_document, DOCUMENT_HEADER), "utf-8", newline="\n")


def _check_tools() -> None:
    for name, wanted in PINNED.items():
        found = metadata.version(name)
        if found != wanted:
            raise GenerationError(f"{name} {wanted} determines the output, but {found} is installed")


def _run_generator(source: Path, templates: Path, out: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(source), "--meta", "none"]
    command += ["--config", str(ROOT / "generator-config.yaml"), "--custom-template-path", str(templates)]
    command += ["--output-path", str(out), "--fail-on-warning"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=out.parent, check=False)
    if done.returncode:
        told = f"{done.stdout}{done.stderr}".replace(str(out.parent), "…")
        raise GenerationError(f"openapi-python-client failed:\n{told}")


def _format(folder: Path) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", "--quiet"]
    command += [f"--line-length={RUFF_LINES}", "--target-version=py311", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GenerationError(f"the tables of commands cannot be formatted:\n{done.stderr}")


def _compile(tree: Path) -> None:
    """Refuse a tree with invalid Python: it must not replace a working one."""
    for path in sorted(tree.rglob("*.py")):
        try:
            compile(path.read_bytes(), path.name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            name = path.relative_to(tree).as_posix()
            raise GenerationError(f"{name} was generated but is not Python; nothing was replaced: {error}") from None


def differences(new: Path, old: Path) -> list[str]:
    """The differences of the tree `old` from `new`, one line per file, including extra files."""
    fresh, there = _files(new), _files(old)
    lines = [f"missing: {name}" for name in sorted(fresh.keys() - there.keys())]
    lines += [f"not written by this command: {name}" for name in sorted(there.keys() - fresh.keys())]
    lines += [f"differs: {name}" for name in sorted(fresh.keys() & there.keys()) if fresh[name] != there[name]]
    return lines


def _files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def replace_tree(new: Path, old: Path) -> None:
    """Replace the folder `old` with `new` as a whole."""
    if old.exists():
        shutil.rmtree(old)
    old.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(new, old)


def write_shared(folder: Path, openapi: Path = ROOT / "openapi") -> None:
    """Write the files that the versions share into the parent package."""
    for name in {path.name for path in folder.glob("*.py")} - shared_files(openapi).keys():
        (folder / name).unlink()
    for name, text in shared_files(openapi).items():
        (folder / name).write_text(text, encoding="utf-8")
