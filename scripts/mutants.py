"""Mutation check of the pure modules, by hand: what of their code could change without a test that notices.

    mutants.py [MUTANT ...]     all of them, or those named, such as aurakit.window.x_note__mutmut_6

Copies the modules, the raw client and `tests` to .cache/mutants, in the layout that mutmut wants, changes the copy
and runs the tests of the pure modules on each change. Prints how many mutants each module has and what became of
them, and writes the differences of those that live to .cache/mutants/survivors.diff; tests/mutants.md says why they
do. The first run installs mutmut and needs the network. Needs fork, so not on Windows; takes ten minutes on two cores.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PLACE: Final = ROOT / ".cache" / "mutants"
MUTMUT: Final = "mutmut==3.8.1"
MODULES: Final = (
    "_ratelimit/limiter", "_ratelimit/window", "_calls/retry", "_calls/call", "_calls/deadline", "_calls/redirects",
    "_calls/messages", "_calls/encoding", "_auth/cache", "_auth/tokens", "_client/wait_rules", "_client/quantities",
    "_client/base_url", "_errors/redaction", "_errors/body", "_errors/mapping", "_errors/hints", "v1/states",
    "v1/ensure", "v1/completions", "v1/configurations",
)  # fmt: skip
# Tests of what surrounds the pure modules, which are slow for what they would add, are in other folders.
FOLDERS: Final = ("calls", "errors", "ratelimit", "v1")
FILES: Final = (
    "auth/test_cache", "auth/test_tokens", "client/test_base_url", "client/test_quantities", "client/test_wait_rules",
)  # fmt: skip
OUTCOMES: Final = {0: "survived", 33: "no test", -24: "timeout", 36: "timeout", 24: "timeout", 152: "timeout"}

CONFTEST: Final = """
from hypothesis import Phase, settings

settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("mutants")
"""


def configuration() -> str:
    """The copy's pyproject.toml."""
    folders = [path for name in FOLDERS for path in sorted((ROOT / "tests" / name).glob("test_*.py"))]
    chosen = [path.relative_to(ROOT).as_posix() for path in folders] + [f"tests/{name}.py" for name in FILES]
    lists = {
        "source_paths": ["aurakit/"],
        "only_mutate": [f"aurakit/{name}.py" for name in MODULES],
        "also_copy": ["aurakit_raw", "openapi"],
        "pytest_add_cli_args_test_selection": chosen,
    }
    return "\n".join(
        [
            "[tool.mutmut]",
            *(f"{name} = {json.dumps(values)}" for name, values in lists.items()),
            "timeout_multiplier = 20",
            "timeout_constant = 10",
            "[tool.pytest.ini_options]",
            'pythonpath = [".", "tests"]',
            'addopts = ["--import-mode=importlib"]',
            'filterwarnings = ["error"]',
        ]
    )


def lay_out() -> None:
    """Write the copy anew."""
    shutil.rmtree(PLACE / "mutants", ignore_errors=True)
    for source, target in (
        ("overlay/aurakit", "aurakit"),
        ("generated/aurakit_raw", "aurakit_raw"),
        ("tests", "tests"),
        ("openapi", "openapi"),
    ):
        shutil.rmtree(PLACE / target, ignore_errors=True)
        shutil.copytree(ROOT / source, PLACE / target, ignore=shutil.ignore_patterns("__pycache__"))
    (PLACE / "tests/conftest.py").write_text(CONFTEST, encoding="utf-8")
    (PLACE / "pyproject.toml").write_text(configuration(), encoding="utf-8")


def install() -> Path:
    """The folder of the programs that mutmut and the tests need."""
    programs = PLACE / "venv" / "bin"
    if not (programs / "mutmut").exists():
        venv.create(PLACE / "venv", with_pip=True)
        pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
        subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(ROOT / "requirements/dev.txt")], check=True)
        subprocess.run([*pip, MUTMUT], check=True)
    return programs


def outcomes() -> dict[str, dict[str, str]]:
    """What became of each mutant, by module."""
    found: dict[str, dict[str, str]] = {}
    for name in MODULES:
        meta = PLACE / "mutants" / "aurakit" / f"{name}.py.meta"
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"] if meta.exists() else {}
        found[name] = {mutant: OUTCOMES.get(code, "killed") for mutant, code in codes.items() if code is not None}
    return found


def report(environment: dict[str, str]) -> None:
    """Print the table, and write what the survivors changed."""
    found = outcomes()
    total: Counter[str] = Counter()
    print("| Module | Mutants | Killed | Timeout | Survived | No test |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, mutants in found.items():
        counts = Counter(mutants.values())
        total += counts
        columns = [sum(counts.values()), *(counts[kind] for kind in ("killed", "timeout", "survived", "no test"))]
        print(f"| `{name}` | " + " | ".join(map(str, columns)) + " |")
    print(total.total(), dict(total))
    living = [name for mutants in found.values() for name, kind in mutants.items() if kind in ("survived", "no test")]
    with (PLACE / "survivors.diff").open("w", encoding="utf-8") as file:
        for name in living:
            shown = subprocess.run(
                ["mutmut", "show", name], cwd=PLACE, env=environment, capture_output=True, text=True, check=False
            )
            file.write(f"{name}\n{shown.stdout}\n")


def main(names: list[str]) -> int:
    """Run mutmut on all mutants, or on those named of the run before."""
    programs = install()
    environment = os.environ | {"PATH": os.pathsep.join([str(programs), os.environ["PATH"]])}
    if names:
        shutil.rmtree(PLACE / "mutants/tests", ignore_errors=True)
        for target in (PLACE / "tests", PLACE / "mutants/tests"):
            shutil.copytree(ROOT / "tests", target, dirs_exist_ok=True)
    else:
        lay_out()
    command = ["mutmut", "run", "--max-children", str(os.cpu_count() or 1), *names]
    code = subprocess.run(command, cwd=PLACE, env=environment, check=False).returncode
    if code == 0:
        report(environment)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
