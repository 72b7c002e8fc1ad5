"""The tour that scripts/quickstart ends with."""

from __future__ import annotations

import re
import subprocess
import sys

from pipeline.documents import ROOT


def test_the_tour_drives_a_database_through_its_life_with_trouble_on_the_way() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "tour.py")],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for expected in (
        r"Aura\(\)\.instances\.list\(\) +4 × InstanceSummary",
        r"POST /v1/instances  →  429 .*\n.*retry in 20\.0 s\n.*POST /v1/instances  →  202  request id [0-9a-f]{12}…",
        r"creating → running; running after \d+ s",
        r"status 503, request id",
        r"PATCH .*→  403\n.*POST /oauth/token  →  200\n.*PATCH .*→  202",
        r"memory is 8GB",
        r"OutcomeUnknownError: .*The request may have been acted on, and was not sent again\.",
        r"DELETE .*→  502 .*\n.*\n.*DELETE .*→  404",
        r"1 creation, \d+ requests and 2 token requests, 4 retries",
    ):
        assert re.search(expected, done.stdout), f"{expected}\n{done.stdout}"
