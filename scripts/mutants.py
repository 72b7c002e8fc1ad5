"""Mutation check of the pure modules, run by hand: which changes to their code no test notices.

    mutants.py                               all modules
    mutants.py --module _calls/retry         one module; may be repeated
    mutants.py MUTANT ...                    some mutants of the previous run, by name or pattern, with current tests
    mutants.py --go-on                       those that the previous run did not reach before it was interrupted
    mutants.py --report                      the results so far

Copies the modules, the raw client and `tests` to .cache/mutants, in the layout that mutmut expects. mutmut changes the
copy, and `mutants_runner.py` runs the module's own tests on each change. Prints how many mutants each module has and
their results, and writes the diffs of the surviving ones to .cache/mutants/survivors.diff; tests/mutants.md says why
they survive. The first run installs mutmut and needs the network. Needs fork, so it does not run on Windows.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import venv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
PLACE: Final = ROOT / ".cache" / "mutants"
MUTMUT: Final = "mutmut==3.8.1"
TESTS: Final = {
    "_ratelimit/limiter": ("ratelimit/test_limiter", "ratelimit/test_locking", "ratelimit/test_shared_limit"),
    "_ratelimit/window": ("ratelimit/test_window", "ratelimit/test_limiter"),
    "_ratelimit/ticket": ("ratelimit/test_limiter", "ratelimit/test_shared_limit"),
    "_ratelimit/spread": ("ratelimit/test_spread", "ratelimit/test_limiter"),
    "_ratelimit/turns": ("ratelimit/test_limiter", "ratelimit/test_shared_limit"),
    "_ratelimit/shared_limit": ("ratelimit/test_shared_limit", "ratelimit/test_limiter"),
    "_calls/retry": ("calls/test_retry", "calls/test_call"),
    "_calls/call": ("calls/test_call",),
    "_calls/deadline": ("calls/test_deadline", "calls/test_call"),
    "_calls/redirects": ("calls/test_redirects", "calls/test_call"),
    "_calls/messages": ("calls/test_messages",),
    "_calls/encoding": ("calls/test_encoding",),
    "_calls/addresses": ("calls/test_addresses", "client/test_base_url"),
    "_auth/cache": ("auth/test_cache",),
    "_auth/tokens": ("auth/test_tokens", "auth/test_oauth"),
    "_auth/oauth": ("auth/test_oauth",),
    "_client/wait_rules": ("client/test_wait_rules", "client/test_waiting_steps"),
    "_client/waiting": ("client/test_waiting_steps",),
    "_client/quantities": ("client/test_quantities",),
    "_client/base_url": ("client/test_base_url",),
    "_client/scope": ("client/test_scope",),
    "_client/conflicts": ("client/test_conflicts",),
    "_errors/redaction": ("errors/test_redaction", "errors/test_body"),
    "_errors/body": ("errors/test_body", "errors/test_mapping"),
    "_errors/mapping": ("errors/test_mapping", "errors/test_body"),
    "_errors/hints": ("errors/test_hints", "errors/test_mapping"),
    "aurakit_raw/secret": ("errors/test_secret", "pipeline/test_model_secrets"),
    "v1/ensure": ("v1/test_ensure",),
    "v1/completions": ("v1/test_completions",),
    "v1/configurations": ("v1/test_configurations",),
    "v1/waitables": ("v1/test_waitables",),
    "stores/ledger": ("stores/test_ledger",),
}
"""The modules, each with its own tests and those of the one or two files that use it most. The tables of states and of
hints by version are data, which mutmut does not change."""
OUTCOMES: Final = {0: "survived", 33: "no test", 36: "timeout"}

CONFTEST: Final = """
import sys

import pytest
from hypothesis import Phase, settings

settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate], max_examples=50
)
settings.load_profile("mutants")


@pytest.fixture(autouse=True)
def nothing_kept_from_other_tests():
    for module, name in (("aurakit._auth.memory_store", "_stores"), ("aurakit._auth.provider", "_providers")):
        if loaded := sys.modules.get(module):
            getattr(loaded, name).clear()
"""

SHOW: Final = """
import sys
from mutmut.__main__ import show
for name in sys.argv[1:]:
    show.callback(name)
"""


def selection(modules: Sequence[str]) -> list[str]:
    """The files of the tests that are run for these modules."""
    return sorted({f"tests/{test}.py" for name in modules for test in TESTS[name]})


def place_of(name: str) -> str:
    """Where a module of the table is in the copy, without `.py`; most are in `aurakit`."""
    return name if name.startswith("aurakit_raw/") else f"aurakit/{name}"


def configuration(modules: Sequence[str]) -> str:
    """The copy's pyproject.toml."""
    lists = {
        "source_paths": ["aurakit/", "aurakit_raw/"],
        "only_mutate": [f"{place_of(name)}.py" for name in modules],
        "also_copy": ["openapi"],
        "pytest_add_cli_args_test_selection": selection(modules),
    }
    return "\n".join(
        [
            "[tool.mutmut]",
            *(f"{name} = {json.dumps(values)}" for name, values in lists.items()),
            "[tool.pytest.ini_options]",
            'pythonpath = [".", "tests"]',
            'addopts = ["--import-mode=importlib"]',
            'filterwarnings = ["error"]',
        ]
    )


def lay_out(modules: Sequence[str]) -> None:
    """Create the copy again."""
    shutil.rmtree(PLACE / "mutants", ignore_errors=True)
    for source, target in (
        ("overlay/aurakit", "aurakit"),
        ("generated/aurakit_raw", "aurakit_raw"),
        ("openapi", "openapi"),
    ):
        shutil.rmtree(PLACE / target, ignore_errors=True)
        shutil.copytree(ROOT / source, PLACE / target, ignore=shutil.ignore_patterns("__pycache__"))
    copy_tests(PLACE / "tests")
    (PLACE / "pyproject.toml").write_text(configuration(modules), encoding="utf-8")


def copy_tests(target: Path) -> None:
    """Copy the current tests."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "tests", target, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "conftest.py").write_text(CONFTEST, encoding="utf-8")


def install() -> Path:
    """The folder of the programs that mutmut and the tests need."""
    programs = PLACE / "venv" / "bin"
    if not (programs / "mutmut").exists():
        venv.create(PLACE / "venv", with_pip=True)
        pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
        subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(ROOT / "requirements/dev.txt")], check=True)
        subprocess.run([*pip, MUTMUT], check=True)
    return programs


def outcomes(modules: Iterable[str]) -> dict[str, dict[str, str]]:
    """The result of each mutant, by module."""
    found: dict[str, dict[str, str]] = {}
    for name in modules:
        meta = PLACE / "mutants" / f"{place_of(name)}.py.meta"
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"] if meta.exists() else {}
        found[name] = {mutant: OUTCOMES.get(code, "killed") for mutant, code in codes.items() if code is not None}
    return found


def report(modules: Iterable[str], programs: Path) -> None:
    """Print the table, and write what the survivors changed."""
    found = outcomes(modules)
    total: Counter[str] = Counter()
    print("| Module | Mutants | Killed | Timeout | Survived | No test |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, mutants in found.items():
        if not mutants:
            continue
        counts = Counter(mutants.values())
        total += counts
        columns = [sum(counts.values()), *(counts[kind] for kind in ("killed", "timeout", "survived", "no test"))]
        print(f"| `{name}` | " + " | ".join(map(str, columns)) + " |")
    print(total.total(), dict(total))
    living = [name for mutants in found.values() for name, kind in mutants.items() if kind in ("survived", "no test")]
    with (PLACE / "survivors.diff").open("w", encoding="utf-8") as file:
        subprocess.run([str(programs / "python"), "-c", SHOW, *living], cwd=PLACE, stdout=file, check=True)


def arguments() -> argparse.Namespace:
    """The parsed command line."""
    parser = argparse.ArgumentParser(description="Mutation check of the pure modules.")
    parser.add_argument("mutants", nargs="*", metavar="MUTANT", help="a mutant of the previous run; default: all")
    parser.add_argument("--module", action="append", choices=TESTS, metavar="MODULE", help="change this one only")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="how many mutants run at once")
    parser.add_argument("--go-on", action="store_true", help="run those that the previous run did not reach")
    parser.add_argument("--report", action="store_true", help="run nothing, report on the previous run")
    return parser.parse_args()


def make(programs: Path, children: int) -> None:
    """Make mutmut create the mutants."""
    code = f"""
from mutmut import __main__ as mutmut
mutmut.set_mutant_under_test("mutant_generation")
mutmut.Path("mutants").mkdir(exist_ok=True)
mutmut.copy_src_dir()
mutmut.copy_also_copy_files()
mutmut.setup_source_paths()
mutmut.store_lines_covered_by_tests()
mutmut.create_mutants({children})
"""
    subprocess.run([str(programs / "python"), "-c", code], cwd=PLACE, check=True)


def run(programs: Path, asked: argparse.Namespace) -> int:
    """Run the tests on the mutants, module by module; the exit status."""
    # Without tracebacks, which would take most of the time.
    options = ["-q", "-s", "--tb=no", "-p", "no:cacheprovider", "-p", "mutants_runner"]
    for name in asked.module or TESTS:
        wanted = {"modules": [place_of(name)], "mutants": asked.mutants, "children": asked.children}
        environment = os.environ | {"MUTANTS": json.dumps(wanted), "PYTHONPATH": str(ROOT / "scripts")}
        command = [str(programs / "python"), "-m", "pytest", *options, *selection([name])]
        code = subprocess.run(command, cwd=PLACE / "mutants", env=environment, check=False).returncode
        if code:
            return code
    return 0


def main() -> int:
    """Create the mutants, run the tests on them or on those requested, and report."""
    asked = arguments()
    programs = install()
    code = 0
    if not asked.report:
        if not (asked.mutants or asked.go_on):
            lay_out(asked.module or list(TESTS))
            make(programs, asked.children)
        copy_tests(PLACE / "mutants/tests")
        code = run(programs, asked)
    if code == 0:
        report(asked.module or TESTS, programs)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
