"""The fixtures of the pytest plugin, for a test and for a run."""

from __future__ import annotations

import itertools

import pytest

from aurakit.sandbox import Sandbox

pytest_plugins = ["pytester"]


def test_the_fixture_is_a_sandbox_in_a_time_of_its_own(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        class TestFast:
            @pytest.fixture
            def aura_sandbox_options(self):
                return {"time_scale": 100.0}

            def test_options(self, aura_sandbox):
                assert aura_sandbox.clock.time_scale == 100.0

        def test_sandbox(aura_sandbox):
            before = aura_sandbox.clock.now()
            aura_sandbox.advance(60)
            assert aura_sandbox.clock.now() - before == 60
            assert aura_sandbox.requests == ()
        """
    )
    pytester.runpytest("-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_a_test_can_have_a_sandbox_for_each_of_several_projects(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        from aurakit.sandbox import Project

        ROOMS = [{"projects": [Project(quota=quota)]} for quota in (1, 2)]

        @pytest.mark.parametrize("aura_sandbox", ROOMS, indirect=True)
        def test_quota(aura_sandbox):
            assert aura_sandbox.projects[0].quota in {1, 2}
        """
    )
    pytester.runpytest("-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider").assert_outcomes(passed=2)


SESSION_TESTS = """
    import pytest

    @pytest.fixture(scope="session")
    def aura_sandbox_session_options():
        return {"state": {"instances": [{"name": "prepared"}]}}

    @pytest.mark.parametrize("number", range(4))
    def test_each_adds_one(aura_sandbox_session, number):
        assert [one.name for one in aura_sandbox_session.instances] == ["prepared"]
        aura_sandbox_session.state.add({"instances": [{"name": "more"}]})
        assert len({aura_sandbox_session.base_url}) == 1
        aura_sandbox_session.state.reset()

    def test_another(aura_sandbox_session, aura_sandbox):
        assert aura_sandbox.base_url != aura_sandbox_session.base_url
        assert aura_sandbox.client_id != aura_sandbox_session.client_id
"""


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "2")], ids=["a run", "a worker"])
def test_all_tests_of_a_run_or_a_worker_can_share_one(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # the installed plugins cost seconds
    pytester.makepyfile(SESSION_TESTS)
    run = pytester.runpytest_subprocess if workers else pytester.runpytest
    run("-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider", *workers).assert_outcomes(passed=5)


def test_the_workers_of_a_run_have_ids_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def credentials(worker: str) -> tuple[str, str]:
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
        monkeypatch.setattr("aurakit.sandbox.sandbox._ORDINALS", itertools.count())
        sandbox = Sandbox()
        sandbox.close()
        return sandbox.client_id, sandbox.client_secret

    assert credentials("gw0") != credentials("gw1")
    assert credentials("gw0") == credentials("gw0")


def test_a_fault_that_did_not_happen_is_a_warning_at_the_tests_end(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_outage(aura_sandbox):
            aura_sandbox.fail(path="/instnaces", status=503)
        """
    )
    result = pytester.runpytest("-W", "default", "-p", "aurakit.sandbox.plugin", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines("*requested a fault that did not happen: <Fault for 1 more of any method /instnaces>")
