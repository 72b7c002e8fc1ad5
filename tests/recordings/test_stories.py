"""What the clients of the beta versions send stays what was recorded, and both make the same of the responses."""

from __future__ import annotations

import asyncio
import importlib
import re
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.errors import APIError, AuraError
from aurakit.sandbox.options import PROJECT_ID
from aurakit.sandbox.organizations import ORGANIZATION_ID
from pipeline.documents import load
from raw_operations import operations
from recordings.cassettes import CASSETTES, AsyncTransport, Transport, player
from recordings.record import record_story
from recordings.scrubbing import ORIGIN, Scrubber
from recordings.stories import STORIES, Story
from recordings.telling import told, told_async
from recordings.test_recordings import Held
from support.driving import CLIENT_ID, SECRET, options_for

if TYPE_CHECKING:
    from pathlib import Path

    from vcr.cassette import Cassette

    from support.http_library import httpx

each = pytest.mark.parametrize("story", STORIES, ids=lambda one: one.path)
VERSIONS = ("v1beta5", "v2beta1")
SECRETS = re.compile(r"[Aa]uthorization: (?!\w+ SCRUBBED)\S|(?:password|token|key): (?!SCRUBBED)\S")


def replayed(story: Story, kind: str, change: Any = None) -> tuple[list[Any], list[str], Cassette]:
    """What the calls of a story gave with nothing but its cassette, what that did not have, and the cassette."""
    module = importlib.import_module(f"aurakit.{story.version}")
    options = options_for(ORIGIN, max_retries=0, rate_limit=None, store=Held())
    if story.version == "v2beta1":
        options |= {"organization_id": ORGANIZATION_ID, "project_id": PROJECT_ID}
    with player(Scrubber((CLIENT_ID, SECRET))).use_cassette(story.path) as cassette:
        if kind == "sync":
            transport = Transport(change)
            with module.Aura(transport=transport, **options) as aura:
                return told(story, aura), transport.refused, cassette

        async def run() -> tuple[list[Any], list[str], Cassette]:
            other = AsyncTransport(change)
            async with module.AsyncAura(transport=other, **options) as aura:
                return await told_async(story, aura), other.refused, cassette

        return asyncio.run(run())


@each
def test_a_story_asks_what_was_recorded_and_both_clients_make_the_same_of_it(story: Story) -> None:
    results = []
    for kind in ("sync", "async"):
        given, refused, cassette = replayed(story, kind)
        assert refused == []
        assert cassette.all_played
        assert all(isinstance(one, APIError) for one in given if isinstance(one, AuraError))
        results.append([described(one) for one in given])
    assert results[0] == results[1]


def described(result: Any) -> Any:
    """A result, or all that an error tells."""
    if not isinstance(result, APIError):
        return result
    return type(result), str(result), result.status_code, result.reason, result.errors, result.request_id


def test_a_changed_request_fails() -> None:
    def changed(request: httpx.Request) -> None:
        request.headers["Accept"] = "text/html"

    with pytest.raises(Exception, match="overwrite existing cassette|no recorded interaction matches"):
        replayed(STORIES[0], "sync", changed)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_operation_is_in_a_story_with_its_success(version: str) -> None:
    called = {
        (one["request"]["method"], one["request"]["uri"].removeprefix(f"{ORIGIN}/{version}").partition("?")[0])
        for story in STORIES if story.version == version
        for one in load(CASSETTES / f"{story.path}.yaml")["interactions"]
        if one["response"]["status"] < 300
    }  # fmt: skip
    missing = [
        one.name
        for one in operations(version)
        if not any(
            method == one.operation.method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), path)
            for method, path in called
        )
    ]
    assert missing == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_errors_that_the_sandbox_knows_are_in_the_stories(version: str) -> None:
    found = {
        one["response"]["status"]
        for story in STORIES if story.version == version
        for one in load(CASSETTES / f"{story.path}.yaml")["interactions"]
    }  # fmt: skip
    assert found >= ({400, 404} if version == "v1beta5" else {400, 404, 409})


def test_there_are_no_cassettes_but_those_of_the_stories() -> None:
    found = {path.relative_to(CASSETTES).with_suffix("").as_posix() for path in CASSETTES.glob("*/*.yaml")}
    assert found == {story.path for story in STORIES}


@each
def test_recording_again_writes_the_same_bytes(story: Story, tmp_path: Path) -> None:
    record_story(story, tmp_path)
    name = f"{story.path}.yaml"
    assert (tmp_path / name).read_bytes() == (CASSETTES / name).read_bytes()


@each
def test_no_secret_is_in_a_cassette(story: Story) -> None:
    assert SECRETS.findall((CASSETTES / f"{story.path}.yaml").read_text(encoding="utf-8")) == []
