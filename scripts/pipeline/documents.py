"""Reading and writing the YAML documents of the pipeline.

YAML 1.2 throughout, so that `OFF` stays text; timestamps stay text as well. The output is deterministic: the same
document gives the same bytes. The meaning of a document is left to the other modules.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import re
from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
METHODS = (
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
)  # the fields of a path item that are operations


class DocumentError(Exception):
    """A document that cannot be used; the message says which and why."""


# What a plain scalar is in YAML 1.2's core schema, and the merge key of 1.1: a pattern, and its first characters.
_SCALARS: Final = (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+."),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", "<<", "<"),
)


# With libyaml, PyYAML takes a tenth of the time of ruamel.yaml; without it, loading is only slower.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the base is one of two
    """Builds plain data according to YAML 1.2. Timestamps stay text, and duplicate keys are errors."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # the name is PyYAML's

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
            seen.update([key] if isinstance(key, Hashable) else [])
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        text: str = self.construct_scalar(node)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


for _name, _pattern, _first in _SCALARS:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)


def parse(text: str, name: str) -> Any:
    """The document in `text`; `name` is its name in errors."""
    try:
        return copy.deepcopy(_parsed(text))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DocumentError(f"{name} is not readable YAML: {' '.join(str(error).split())[:300]}") from None


@lru_cache(maxsize=8)  # the steps of the pipeline load the same documents
def _parsed(text: str) -> Any:
    if text.lstrip().startswith("{"):  # JSON, because YAML does not have its surrogate pair escapes
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(text, object_pairs_hook=_without_duplicates)
    return yaml.load(text, _Loader)  # noqa: S506  # it is a safe one


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"duplicate key {next(name for name in names if names.count(name) > 1)!r}")
    return found


def load(path: Path) -> Any:
    """The document in the file `path`."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path.name} cannot be read: {error}") from None


def versions(openapi: Path) -> list[str]:
    """The available versions of the API: the folders with an interface."""
    return sorted(path.parent.name for path in openapi.glob("*/interface.yaml"))


def load_corrections(folder: Path) -> dict[str, Any] | None:
    """The corrections in a version's folder, or None.

    They are in `corrections.yaml`, or in several files under `corrections/`, each an overlay document of its own. Their
    actions are applied in the order of the file names. `x-files` records the file of each action.
    """
    single, several = folder / "corrections.yaml", sorted((folder / "corrections").glob("*.yaml"))
    if single.exists():
        if several:
            raise DocumentError(f"{folder.name} has corrections.yaml and corrections/: only one of them may exist")
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
    writer = YAML(typ="safe", pure=True)  # its output is that of YAML 1.2
    writer.default_flow_style = False
    writer.width = 120
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.dump(document, out)
    comment = "".join(f"# {line}\n" for line in header.splitlines())
    return comment + out.getvalue()
