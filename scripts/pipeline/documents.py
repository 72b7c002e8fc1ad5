"""Reading and writing the YAML documents of the pipeline.

YAML 1.2 throughout, so that `OFF` stays text; timestamps stay text as well. What is written is deterministic: the same
document gives the same bytes. What a document means is left to the other modules.
"""

from __future__ import annotations

import copy
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

ROOT = Path(__file__).resolve().parents[2]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")  # what a path item calls operations


class DocumentError(Exception):
    """A document that cannot be used; the text says which and why."""


class _TextTimestamps(SafeConstructor):
    """Builds plain data, and leaves timestamps the text they were."""


_TextTimestamps.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _TextTimestamps
    yaml.version = (1, 2)
    yaml.allow_duplicate_keys = False
    yaml.default_flow_style = False
    yaml.width = 120
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    return yaml


def parse(text: str, name: str) -> Any:
    """The document in `text`; `name` is what an error calls it."""
    try:
        return copy.deepcopy(_parsed(text))
    except (YAMLError, ValueError, RecursionError) as error:
        raise DocumentError(f"{name} is not readable YAML: {' '.join(str(error).split())[:300]}") from None


@lru_cache(maxsize=8)  # a large document takes half a second, and the steps of the pipeline load the same ones
def _parsed(text: str) -> Any:
    return _yaml().load(text)


def load(path: Path) -> Any:
    """The document in the file `path`."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path.name} cannot be read: {error}") from None


def versions(openapi: Path) -> list[str]:
    """The versions of the API that there are: the folders with an interface."""
    return sorted(path.parent.name for path in openapi.glob("*/interface.yaml"))


def load_corrections(folder: Path) -> dict[str, Any] | None:
    """The corrections in a version's folder, None when it has none.

    They are in `corrections.yaml`, or in several files under `corrections/`, each an overlay document of its own, whose
    actions follow each other in the order of the files' names. `x-files` says of each action which file it is in.
    """
    single, several = folder / "corrections.yaml", sorted((folder / "corrections").glob("*.yaml"))
    if single.exists():
        if several:
            raise DocumentError(f"{folder.name} has corrections.yaml and corrections/: only one of them can be")
        found: dict[str, Any] | None = load(single)
        return found
    if not several:
        return None
    parts = [(path.name, load(path)) for path in several]
    joined: dict[str, Any] = {**parts[0][1], "actions": [], "x-files": []}
    for name, part in parts:
        actions = part.get("actions") if isinstance(part, dict) else None
        if not isinstance(actions, list) or part.get("overlay") != joined["overlay"]:
            raise DocumentError(f"{name} is not an Overlay document like {parts[0][0]}")
        joined["actions"] += actions
        joined["x-files"] += [f"{name}: action {number}" for number in range(1, len(actions) + 1)]
    return joined


def dump(document: Any, header: str = "") -> str:
    """`document` as YAML text, `header` before it as comment lines."""
    out = io.StringIO()
    yaml = _yaml()
    yaml.version = None  # no %YAML directive in what is written
    yaml.dump(document, out)
    comment = "".join(f"# {line}\n" for line in header.splitlines())
    return comment + out.getvalue()
