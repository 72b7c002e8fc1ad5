"""A synchronous client in greenlets of gevent: calls overlap, because its sockets give way."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

from gevent.pool import Pool  # noqa: E402

from aurakit import Aura  # noqa: E402

with Aura() as aura:
    assert [str(one.status) for one in Pool(10).imap(aura.instances.get, ["ab12"] * 20)] == ["running"] * 20
