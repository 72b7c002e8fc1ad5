"""Write the raw clients `generated/aurakit_raw/<version>/` from `openapi/<version>/`, or check that they are current.

python scripts/generate.py                 write those of all versions
python scripts/generate.py --version v1    write one; may be repeated
python scripts/generate.py --check         write nothing; exit 1 and name every file that differs
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.documents import ROOT, DocumentError, versions
from pipeline.generator import differences, generate, replace_tree, shared_files, write_shared


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 if a tree differs or a document is bad, or 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    chosen = options.version or versions(options.openapi)
    try:
        with TemporaryDirectory() as name:
            fresh = Path(name)
            seconds = _generate_all(chosen, fresh, options.openapi)  # before anything is replaced
            found = [_settle(version, fresh / version, seconds[version], options) for version in chosen]
    except DocumentError as error:
        print(f"generate: {error}", file=sys.stderr)
        return 1
    wrong = any(found) + _tell(options.into, _shared_differences(options.into, options.openapi, chosen))
    if not options.check:
        write_shared(options.into, options.openapi)
    return 1 if options.check and wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--version", action="append", help="a version of the API (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, default=ROOT / "generated" / "aurakit_raw", help=argparse.SUPPRESS)
    return parser


def _generate_all(chosen: list[str], fresh: Path, openapi: Path) -> dict[str, float]:
    """Generate every version into its folder below `fresh`, two at a time; returns how long each took."""

    def one(version: str) -> float:
        started = time.monotonic()
        generate(version, fresh / version, openapi)
        return time.monotonic() - started

    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(chosen, pool.map(one, chosen), strict=True))


def _settle(version: str, fresh: Path, seconds: float, options: argparse.Namespace) -> bool:
    """Compare the new tree of a version with the present one, and replace it; returns whether they differ."""
    tree = options.into / version
    found = differences(fresh, tree)
    if not options.check:
        replace_tree(fresh, tree)
    _tell(tree, found)
    state = "is up to date" if not found else "is out of date" if options.check else "was rewritten"
    print(f"{_shown(tree)} {state} ({seconds:.1f} s)")
    return bool(found)


def _shared_differences(folder: Path, openapi: Path, chosen: list[str]) -> list[str]:
    """Differences outside the versions: the files they share, and folders of versions that do not exist."""
    wanted = shared_files(openapi)
    wrong = [
        f"differs: {name}"
        for name, text in wanted.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
    known = {*wanted, *chosen, *versions(openapi), "__pycache__"}
    extra = sorted(path.name for path in folder.iterdir() if path.name not in known) if folder.is_dir() else []
    return [*wrong, *(f"not written by this command: {name}" for name in extra)]


def _tell(folder: Path, found: list[str]) -> bool:
    for line in found:
        print(f"{_shown(folder)}: {line}")
    return bool(found)


def _shown(folder: Path) -> Path:
    return folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder


if __name__ == "__main__":
    sys.exit(main())
