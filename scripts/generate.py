"""Write the raw client `generated/aurakit_raw/<version>/` from `openapi/<version>/`, or check that it is up to date.

python scripts/generate.py             write it
python scripts/generate.py --check     write nothing; exit 1 and name every file that differs
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.documents import ROOT, DocumentError
from pipeline.generator import differences, generate, replace_tree, shared_files


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 when a tree differs or a document is bad, or 2 for wrong usage."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--version", default="v1", help="the version of the API (default: %(default)s)")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, default=ROOT / "generated" / "aurakit_raw", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    tree = options.into / options.version
    started = time.monotonic()
    try:
        with TemporaryDirectory() as name:
            fresh = Path(name) / options.version
            generate(options.version, fresh, options.openapi)
            found = differences(fresh, tree) + _shared_differences(options.into, options.openapi)
            if not options.check:
                replace_tree(fresh, tree, options.openapi)
    except DocumentError as error:
        print(f"generate: {error}", file=sys.stderr)
        return 1
    shown = tree.relative_to(ROOT) if tree.is_relative_to(ROOT) else tree
    for line in found:
        print(f"{shown}: {line}")
    state = "is up to date" if not found else "is out of date" if options.check else "was rewritten"
    print(f"{shown} {state} ({time.monotonic() - started:.1f} s)")
    return 1 if options.check and found else 0


def _shared_differences(folder: Path, openapi: Path) -> list[str]:
    wrong = []
    for name, text in shared_files(openapi).items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            wrong.append(f"differs: ../{name}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
