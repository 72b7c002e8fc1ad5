"""Record the cassettes again, all of them or those named: `python tests/recordings/record.py [OPERATION ...]`.

Each operation gets a sandbox of its own with the same seed and a clock that stands still, so that recording what has
not changed writes the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / name) for name in ("overlay", "generated", "scripts", "tests")]

from aurakit.sandbox import Awkwardness, ManualClock, Project, Sandbox, default_configurations  # noqa: E402  # found by the lines above
from recordings.cassettes import CASSETTES, Transport, player  # noqa: E402
from recordings.operations import RECORDED, SIZES, STAND_INS, Recorded, Stage, nothing  # noqa: E402
from recordings.scrubbing import Scrubber  # noqa: E402

SEED = 7
OFFERED = tuple(
    offer
    for offer in default_configurations()
    if (offer.region, offer.version) == ("europe-west1", "5") and (offer.memory, offer.storage) in SIZES
)
TOKEN = Recorded("token", nothing, lambda aura, ids: aura.projects.list())
"""The token's cassette: a client without a token asks for one, then calls."""


def record(one: Recorded, folder: Path = CASSETTES) -> None:
    """Write one cassette."""
    path = folder / f"{one.name}.yaml"
    project = Project(configurations=OFFERED)
    with Sandbox(seed=SEED, clock=ManualClock(), awkwardness=Awkwardness.off(), projects=(project,)) as sandbox:
        aura = sandbox.client(transport=Transport(), rate_limit=None, max_retries=0)
        ids: dict[str, str] = {"project": sandbox.project_id}
        if one.name != TOKEN.name:
            aura.projects.list()  # gets the token
            one.prepare(Stage(aura, ids, sandbox.advance))
        scrubber = Scrubber(
            (sandbox.client_id, sandbox.client_secret), {real: STAND_INS[name] for name, real in ids.items()}
        )
        path.unlink(missing_ok=True)
        with player(scrubber, folder, record=True).use_cassette(one.name):
            one.call(aura, ids)


def main(names: list[str]) -> int:
    """Record those named, or all; 2 when there is none of that name."""
    everything = {one.name: one for one in (TOKEN, *RECORDED)}
    if unknown := sorted(set(names) - everything.keys()):
        print(f"No such cassette: {', '.join(unknown)}. There are: {', '.join(everything)}", file=sys.stderr)
        return 2
    for name in names or everything:
        record(everything[name])
    for path in CASSETTES.glob("*.yaml"):
        if path.stem not in everything:
            path.unlink()
    print(f"{len(names or everything)} cassettes recorded")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
