"""The one instance of a live run: how it is named, chosen and created, and how it is deleted whatever happens."""

from __future__ import annotations

import re
import secrets
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from aurakit import (
    ConflictError,
    ConnectionFailedError,
    NotFoundError,
    RateLimitError,
    ServerError,
    WaitTimeoutError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurakit import Aura
    from aurakit.clock import Clock
    from aurakit.v1 import CreatedInstance, InstanceConfiguration, InstanceSummary

    from .settings import Settings

PREFIX: Final = "aurakit-live-"
APPEARS_WITHIN: Final = 60.0  # seconds in which an instance whose creation was never answered is looked for
PAUSE: Final = 5.0
# A deletion is refused while another operation runs, and repeated until it is not.
PASSING: Final = (
    ConflictError, ConnectionFailedError, NotFoundError, RateLimitError, ServerError, WaitTimeoutError,
)  # fmt: skip


class NotDeletedError(RuntimeError):
    """What this run created could not be deleted."""


class Keeper:
    """Creates one instance, and sees to it that none of this run is left.

    Whatever it creates has a name of its own from the start, so that it is found even when the answer to its creation
    never came: the creation was interrupted, or its answer was lost.
    """

    def __init__(self, aura: Aura, clock: Clock, settings: Settings, project_id: str, tell: Callable[[str], object]):
        self.aura = aura
        self.project_id = project_id
        self.name = PREFIX + secrets.token_hex(3)
        self._clock = clock
        self._settings = settings
        self._tell = tell
        self._begun: float | None = None
        self._answered = False

    def offer(self) -> InstanceConfiguration:
        """The smallest configuration that the project is offered and that fits what was asked."""
        asked: dict[str, Any] = dict(self._settings.asked)
        offers = self.aura.instances.check(tenant_id=self.project_id, **asked)
        return min(offers, key=lambda one: (gigabytes(one.memory), gigabytes(one.storage)))

    def create(self) -> CreatedInstance:
        """A new instance, which costs from now on."""
        offer = self.offer()
        self._begun = self._clock.now()
        created = self.aura.instances.create(
            name=self.name, tenant_id=self.project_id, type=offer.type, cloud_provider=offer.cloud_provider,
            region=offer.region, version=offer.version, memory=offer.memory, storage=offer.storage,
        )  # fmt: skip
        self._answered = True
        self._tell(f"Created {self.name} ({created.id}): {offer.type}, {offer.memory}, {offer.region}")
        return created

    def mine(self) -> list[InstanceSummary]:
        """The instances that this run created and that are there still."""
        return [one for one in self.aura.instances.list(tenant_id=self.project_id) if one.name.startswith(self.name)]

    def clean(self) -> None:
        """Delete what this run created and wait until it is gone. Nothing to do is done at once.

        Raises:
            NotDeletedError: something is left after the time for one operation.
            AuraError: the API refuses the deletion.
        """
        if self._begun is None:
            return
        ends = self._clock.now() + self._settings.timeout
        with uninterrupted(lambda: self._tell(f"Still deleting {self.name}, so that it costs nothing: please wait")):
            while not self._gone(self._begun):
                if self._clock.now() >= ends:
                    raise NotDeletedError(f"{self.name} in project {self.project_id} may be left: delete it by hand")
                self._clock.sleep(PAUSE)
            self._begun = None

    def _gone(self, begun: float) -> bool:
        """Whether nothing is left, having deleted what was."""
        try:
            found = self.mine()
            for one in found:
                self.aura.wait(self.aura.instances.delete(one.id), timeout=self._settings.timeout)
                self._tell(f"Deleted {one.name} ({one.id})")
        except PASSING:
            return False
        self._answered = self._answered or bool(found)
        return not found and (self._answered or self._clock.now() >= begun + APPEARS_WITHIN)


def left_over(aura: Aura) -> list[InstanceSummary]:
    """What earlier live runs left: one that was killed, or one that runs elsewhere at this moment."""
    return [one for one in aura.instances.list() if one.name.startswith(PREFIX)]


def gigabytes(size: str | None) -> int:
    """The number in a size such as `8GB`; 0 for none."""
    found = re.match(r"\d+", size or "")
    return int(found[0]) if found else 0


@contextmanager
def uninterrupted(tell: Callable[[], object]) -> Iterator[None]:
    """Signals that would end the program only tell meanwhile that it has to wait."""
    with handled(lambda *_: tell()):
        yield


@contextmanager
def handled(handler: Callable[..., object]) -> Iterator[None]:
    """Ctrl-C and a polite request to end come to `handler`; in another thread than the main one, nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handled_before in before.items():
            signal.signal(number, handled_before)
