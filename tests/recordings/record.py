"""Record the cassettes again, all of them or those named: `python tests/recordings/record.py [CASSETTE ...]`.

Each cassette gets a sandbox of its own with the same seed and a clock that stands still, so that recording what has
not changed writes the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / name) for name in ("overlay", "generated", "scripts", "tests")]

from aurakit.sandbox import Awkwardness, ManualClock, Project, Sandbox, default_configurations  # noqa: E402  # found by the lines above
from recordings.cassettes import CASSETTES, Transport, player  # noqa: E402
from recordings.operations import RECORDED, SIZES, STAND_INS, Recorded, Stage, nothing  # noqa: E402
from recordings.scrubbing import ORIGIN, Scrubber  # noqa: E402
from recordings.stories import STORIES, Story  # noqa: E402
from recordings.telling import told  # noqa: E402

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


def record_story(one: Story, folder: Path = CASSETTES) -> None:
    """Write the cassette of a story."""
    path = folder / f"{one.path}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    with Sandbox(
        seed=SEED, clock=ManualClock(), awkwardness=Awkwardness.off(), state=one.state, token_lifetime=1e9
    ) as sandbox:
        client: Any = sandbox.client
        aura = client(one.version, transport=Transport(), rate_limit=None, max_retries=0)
        aura.raw.http.get("/")  # gets the token
        scrubber = Scrubber((sandbox.client_id, sandbox.client_secret), {sandbox.base_url: ORIGIN})
        with player(scrubber, folder, record=True).use_cassette(one.path):
            told(one, aura, sandbox.advance)


def main(names: list[str]) -> int:
    """Record those named, or all; 2 when there is none of that name."""
    everything: dict[str, Recorded | Story] = {one.name: one for one in (TOKEN, *RECORDED)}
    everything |= {one.path: one for one in STORIES}
    if unknown := sorted(set(names) - everything.keys()):
        print(f"No such cassette: {', '.join(unknown)}. There are: {', '.join(everything)}", file=sys.stderr)
        return 2
    for name in names or everything:
        one = everything[name]
        if isinstance(one, Story):
            record_story(one)
        else:
            record(one)
    for path in CASSETTES.rglob("*.yaml"):
        if path.relative_to(CASSETTES).with_suffix("").as_posix() not in everything:
            path.unlink()
    print(f"{len(names or everything)} cassettes recorded")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
