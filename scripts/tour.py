"""What scripts/quickstart shows: typed results, then the life of a database on the sandbox, including failures.

Everything happens on this machine. Waiting advances the sandbox's clock, so its minutes take no real time.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from aurakit import Aura, AuraError, connection
from aurakit.errors import OutcomeUnknownError
from aurakit.sandbox import ManualClock, Sandbox
from tour_examples import show_examples

if TYPE_CHECKING:
    from aurakit.v1 import CreatedInstance, Instance, Snapshot


class Account(logging.Handler):
    """Prints what the SDK logs: each attempt in a line, the attempts of a wait as their number, each repetition."""

    def __init__(self) -> None:
        super().__init__()
        self.attempts = self.repeated = self.polls = 0
        self.waiting = False
        logger = logging.getLogger("aurakit")
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.WARNING:
            self.repeated += 1
            print(f"      ! {record.getMessage()}")
        elif isinstance(record.args, tuple) and len(record.args) == 7:
            method, path, _, outcome, request_id, _, _ = record.args
            self.attempts += 1
            self.polls += self.waiting
            if not self.waiting:
                traced = "" if request_id == "none" else f"  request id {str(request_id)[:12]}…"
                print(f"      {method} {path}  →  {outcome}{traced}")


class Story:
    """The life of one database."""

    def __init__(self, sandbox: Sandbox, aura: Aura, account: Account) -> None:
        self.sandbox = sandbox
        self.aura = aura
        self.account = account

    def wait(self, subject: CreatedInstance | Instance, until: str) -> Instance:
        """Wait, and print the observed states."""
        self._begin()
        settled = self.aura.wait(subject, on_poll=self._seen)
        self._end(until)
        return settled

    def _begin(self) -> None:
        self._states: list[str] = []
        self._began = self.sandbox.clock.now()
        self.account.waiting, self.account.polls = True, 0

    def _seen(self, state: str, _: float) -> None:
        if not self._states or self._states[-1] != state:
            self._states.append(state)

    def _end(self, until: str) -> None:
        self.account.waiting = False
        passed = self.sandbox.clock.now() - self._began
        seen = f"{' → '.join(self._states)}; " if self._states else ""
        print(f"      wait: {seen}{until} after {passed:.0f} s and {self.account.polls} requests")

    # ------------------------------------------------------------------------------------------------ its chapters

    def create(self) -> Instance:
        print("   create, refused with 429 at first: certainly not processed, so it is sent again")
        project = self.aura.projects.list()[0]
        self.sandbox.fail(method="POST", path="/instances", status=429, headers={"Retry-After": "20"})
        created = self.aura.instances.create(
            name="tour",
            tenant_id=project.id,
            type="professional-db",
            version="5",
            memory="4GB",
            cloud_provider="gcp",
            region="europe-west1",
        )
        reach = connection(created)
        print(f"      {reach.uri}, user {reach.user}, password of {len(reach.password)} characters, shown once")
        return self.wait(created, "running")

    def snapshot(self, instance: Instance) -> Snapshot:
        print("   snapshot, with the API down for two polls")
        self.sandbox.advance(60.0)  # the scheduled snapshot of a new instance would conflict with it
        snapshot = self.aura.snapshots.create(instance.id)
        self.sandbox.fail(method="GET", path="/instances/{id}/snapshots/{id}", status=503, times=2)
        self._begin()
        done = self.aura.wait(snapshot, on_poll=self._seen)
        self._end(str(done.status))
        return done

    def resize(self, instance: Instance) -> Instance:
        print("   resize to 8GB, with a token that expires before its time: renewed, and sent again")
        self.sandbox.tokens.expire(403)
        resized = self.wait(self.aura.instances.update(instance.id, memory="8GB"), "running")
        print(f"      memory is {resized.memory}")
        return resized

    def pause(self, instance: Instance) -> Instance:
        print("   pause, with its response lost: not sent again; the error says how to find out")
        self.sandbox.fail(method="POST", path="/instances/{id}/pause", lose_response=True)
        try:
            self.aura.instances.pause(instance.id)
        except OutcomeUnknownError as error:
            print(f"      {type(error).__name__}: {error}")
        return self.wait(self.aura.instances.get(instance.id), "paused")

    def resume(self, instance: Instance) -> Instance:
        print("   resume")
        return self.wait(self.aura.instances.resume(instance.id), "running")

    def restore(self, instance: Instance, snapshot: Snapshot) -> Instance:
        print("   restore the snapshot")
        return self.wait(self.aura.snapshots.restore(instance.id, snapshot.snapshot_id), "running")

    def delete(self, instance: Instance) -> None:
        print("   delete, done, but the response is a 502: sent again, and its 404 is success")
        self.sandbox.fail(method="DELETE", path="/instances/{id}", lose_response=True, status=502)
        going = self.aura.instances.delete(instance.id)
        self._begin()
        self.aura.wait(going, on_poll=self._seen)
        self._end("gone")

    def run(self) -> None:
        instance = self.create()
        snapshot = self.snapshot(instance)
        instance = self.resize(instance)
        instance = self.pause(instance)
        instance = self.resume(instance)
        instance = self.restore(instance, snapshot)
        self.delete(instance)


def main() -> None:
    """Take the tour."""
    show_examples()
    print("\n3. The life of a database, on the sandbox (its minutes pass in no time)")
    began = time.monotonic()
    account = Account()
    with Sandbox(clock=ManualClock(), seed=7) as sandbox:
        try:
            Story(sandbox, sandbox.client(), account).run()
        except AuraError as error:
            raise SystemExit(f"The tour failed: {error}") from None
        tokens = sum(request.path == "/oauth/token" for request in sandbox.requests)
        print(
            f"\n   {sandbox.instances.created} creation, {account.attempts} requests and {tokens} token requests,"
            f" {account.repeated} retries; {sandbox.clock.now() / 60:.0f} minutes of the sandbox's time"
            f" in {time.monotonic() - began:.1f} s"
        )


if __name__ == "__main__":
    main()
