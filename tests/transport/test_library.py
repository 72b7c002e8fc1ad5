"""httpx or httpx2: which of them is used, and that nothing but a setting changes it."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

from aurakit import Aura, ConfigurationError
from aurakit._transport import library as module
from aurakit._transport.library import NAMES, VARIABLE, library_for
from faultserver import FaultServer
from support.driving import options_for
from support.samples import ONE

OTHER = {"httpx": "httpx2", "httpx2": "httpx"}
# With AURAKIT_HTTP_LIBRARY=httpx2 the tests run where httpx cannot be imported; see tests/conftest.py.
IMPORTABLE = [name for name in NAMES if sys.modules.get(name, name) is not None]


@pytest.fixture(params=IMPORTABLE)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


if "httpx" in IMPORTABLE:

    def test_httpx_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(VARIABLE, raising=False)
        assert library_for().name == "httpx"
        monkeypatch.setenv(VARIABLE, "")
        assert library_for().name == "httpx"


def test_the_environment_names_the_library(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, name)
    library = library_for()
    assert library.name == library.httpx.__name__ == name
    assert library.core.__name__ == name.replace("httpx", "httpcore")
    assert library_for() is library
    assert repr(library) == f"<{name} {library.httpx.__version__}>"


def test_a_user_s_transport_is_served_by_its_own_library(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, OTHER[name])
    httpx: Any = import_module(name)
    assert library_for(httpx.MockTransport(lambda request: None)).name == name
    assert library_for(httpx.AsyncHTTPTransport()).name == name


AT_ONCE = """
import sys, threading
sys.setswitchinterval(1e-6)
barrier, failed = threading.Barrier(6), []

def first(number):
    barrier.wait()
    try:
        import aurakit
        (aurakit.AsyncAura if number % 2 else aurakit.Aura)("id", "secret")
    except BaseException as error:
        failed.append(error)

threads = [threading.Thread(target=first, args=(number,)) for number in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
sys.exit(repr(failed) if failed else 0)
"""


def test_threads_can_make_the_first_clients_of_a_process_at_the_same_moment() -> None:
    done = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("value", ["requests", "HTTPX", "httpx3", "x" * 999])
def test_another_library_is_a_configuration_error(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(ConfigurationError, match=f"{VARIABLE} must be httpx or httpx2") as caught:
        library_for()
    assert len(str(caught.value)) < 200


def test_a_library_that_is_not_installed_is_a_configuration_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_loaded", {})
    monkeypatch.setitem(sys.modules, "httpx2", None)
    monkeypatch.setenv(VARIABLE, "httpx2")
    with pytest.raises(ConfigurationError, match="pip install 'aurakit\\[httpx2\\]'"):
        library_for()


def test_a_client_says_which_library_it_uses(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, name)
    with FaultServer(default=ONE) as server, Aura(**options_for(server.url)) as aura:
        assert aura.instances.get("ab12").id == "ab12"
        assert f", {name}>" in repr(aura)


def test_the_other_library_is_not_even_imported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, name)
    code = f"""
import sys
sys.path[:0] = {sys.path!r}
from aurakit import Aura
with Aura("id", "secret", base_url=sys.argv[1], rate_limit=None) as aura:
    assert aura.instances.get("ab12").id == "ab12"
print({OTHER[name]!r} in sys.modules, {OTHER[name].replace("httpx", "httpcore")!r} in sys.modules)
"""
    with FaultServer(default=ONE) as server:
        done = subprocess.run(
            [sys.executable, "-c", code, server.url], capture_output=True, text=True, timeout=30, check=False
        )
    assert done.stdout == "False False\n", done.stderr


def test_a_body_of_nothing_has_no_chunks() -> None:
    import asyncio

    async def chunks() -> list[bytes]:
        return [chunk async for chunk in library_for().no_content]

    assert list(library_for().no_content) == asyncio.run(chunks()) == []
