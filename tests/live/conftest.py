"""The setting of a live run: whether there is one, its client, its instance, its cassettes, what it tells at the end.

Without `AURA_LIVE=1` nothing here is collected, and without `AURA_LIVE_WRITE=1` nothing that writes: see README.md.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import Aura, FileStore
from aurakit._auth.credentials import find_credentials
from aurakit.sandbox import SandboxClock
from live.keeper import Keeper, handled, left_over
from live.settings import settings_of
from recordings.operations import STAND_INS
from recordings.scrubbing import Scrubber

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from live.settings import Settings

HERE = Path(__file__).resolve().parent
SETTINGS = settings_of()
TOLD = pytest.StashKey[list[str]]()

collect_ignore_glob = [
    *([] if SETTINGS.opted_in else ["test_*.py"]),
    *([] if SETTINGS.write else ["test_writing.py"]),
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A file that is named on the command line is collected, ignored or not: take out what was not opted in to."""
    unwanted = [item for item in items if item.path.parent == HERE and not wanted(item.path.name)]
    if unwanted:
        items[:] = [item for item in items if item not in unwanted]
        config.hook.pytest_deselected(items=unwanted)


def wanted(file: str) -> bool:
    """Whether the tests of a file may run."""
    return SETTINGS.write if file == "test_writing.py" else SETTINGS.opted_in


@pytest.fixture(scope="session")
def settings() -> Settings:
    return SETTINGS


@pytest.fixture(scope="session")
def tell(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Says something at once, to those who run with `-s`, and again at the end of the run."""
    lines = pytestconfig.stash.setdefault(TOLD, [])

    def told(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    return told


@pytest.fixture(scope="session")
def options(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> dict[str, Any]:
    """The options of every client: one token serves them all, and a sandbox's time is theirs too."""
    options: dict[str, Any] = {"store": FileStore(tmp_path_factory.mktemp("live") / "shared.sqlite3")}
    if settings.time_scale != 1.0:
        options |= {"clock": SandboxClock(settings.time_scale), "timeout": 60.0 * settings.time_scale}
    return options


@pytest.fixture(scope="session")
def async_options(options: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Those of an `AsyncAura`."""
    if settings.record is None:
        return options
    from recordings.cassettes import AsyncTransport  # imports vcrpy, which takes a while

    return options | {"transport": AsyncTransport()}


@pytest.fixture(scope="session")
def aura(options: dict[str, Any], settings: Settings, tell: Callable[[str], None]) -> Iterator[Aura]:
    """The client of the run, with the credentials that the SDK finds by itself."""
    transport = None
    if settings.record is not None:
        from recordings.cassettes import Transport

        transport = Transport()
    with Aura(**options, transport=transport) as client:
        for one in left_over(client):
            tell(
                f"Left by an earlier run, or in use by one elsewhere: {one.name} ({one.id}) in project {one.tenant_id}"
            )
        yield client


@pytest.fixture(scope="session")
def project_id(aura: Aura, settings: Settings) -> str:
    """The project: the one that is named, or the only one."""
    ids = [project.id for project in aura.projects.list()]
    if settings.project_id is None and len(ids) != 1:
        pytest.exit(f"AURA_LIVE_PROJECT_ID has to say which project, of {', '.join(ids)}", returncode=2)
    return settings.project_id or ids[0]


@pytest.fixture(scope="session")
def keeper(aura: Aura, settings: Settings, project_id: str, tell: Callable[[str], None]) -> Iterator[Keeper]:
    """What creates the run's instance, and deletes what is left of it when the run ends, in whatever way."""
    clock: Any = SandboxClock(settings.time_scale)
    kept = Keeper(aura, clock, settings, project_id, tell)
    with handled(interrupt):
        try:
            yield kept
        finally:
            kept.clean()


def interrupt(*_: object) -> None:
    """A request to end the program ends the run as Ctrl-C does, so that it cleans up."""
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def recorded(request: pytest.FixtureRequest, aura: Aura, project_id: str, settings: Settings) -> Iterator[None]:
    """A cassette of each test, if a folder for them was given."""
    with ExitStack() as stack:
        if settings.record is not None:
            stack.enter_context(recording(settings.record, request.node.name, project_id))
        yield


@contextmanager
def recording(folder: Path, name: str, project_id: str) -> Iterator[None]:
    """One cassette, without secrets and without the project's id."""
    from recordings.cassettes import player

    credentials = find_credentials(None, None)
    scrubber = Scrubber((credentials.client_id, credentials.client_secret.reveal()), {project_id: STAND_INS["project"]})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").unlink(missing_ok=True)
    with player(scrubber, folder, record=True).use_cassette(name):
        yield


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """What happened to the account."""
    if lines := config.stash.get(TOLD, []):
        terminalreporter.section("Aura account")
        for line in lines:
            terminalreporter.write_line(line)
