"""The checks that run no test: each a command, two at a time, one line each, its output only when it fails.

    static_checks.py [NAME ...]     all of them, or those named

What they check is configured in pyproject.toml. None needs the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob(".github/workflows/*.yml"))]
ACTIONS = [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob(".github/actions/*/action.yml"))]

# The slowest first, to end as early as possible.
CHECKS: dict[str, tuple[str, ...]] = {
    "mypy": ("mypy",),
    "pyright": ("pyright", "--pythonpath", sys.executable),
    "generated": ("python", "scripts/generate.py", "--check"),
    "imports": ("lint-imports", "--no-logo", "--cache-dir", ".import_linter_cache"),
    "format": ("ruff", "format", "--check"),
    "lint": ("ruff", "check"),
    "generated-lint": ("ruff", "check", "--isolated", "--extend-select=B,I,W", "--line-length=120", "generated"),
    "docs": ("zensical", "build", "--strict"),
    "workflow-schema": ("check-jsonschema", "--builtin-schema=vendor.github-workflows", *WORKFLOWS),
    "action-schema": ("check-jsonschema", "--builtin-schema=vendor.github-actions", *ACTIONS),
    "workflow-security": ("zizmor", "--offline", "--quiet", "--persona=pedantic", *WORKFLOWS, *ACTIONS),
}


class Outcome(NamedTuple):
    """The result of a check."""

    name: str
    failed: bool
    seconds: float
    output: str


def run(name: str) -> Outcome:
    """Run one check with the tools that are installed beside this interpreter."""
    program, *arguments = CHECKS[name]
    command = [shutil.which(program, path=Path(sys.executable).parent) or program, *arguments]
    # Otherwise pyright looks for a newer version of itself.
    environment = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    started = time.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return Outcome(name, failed=True, seconds=0.0, output=f"{program} cannot be run: {error}")
    return Outcome(name, done.returncode != 0, time.monotonic() - started, done.stdout)


def main(names: list[str]) -> int:
    """Run the named checks, or all; 1 if one fails, 2 for an unknown name."""
    if unknown := sorted(set(names) - CHECKS.keys()):
        print(f"No such check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(run, names or CHECKS):
            print(f"{outcome.name:<18} {'FAILED' if outcome.failed else 'ok':<6} {outcome.seconds:5.1f} s", flush=True)
            if outcome.failed:
                print(outcome.output.rstrip(), flush=True)
                failed.append(outcome.name)
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
