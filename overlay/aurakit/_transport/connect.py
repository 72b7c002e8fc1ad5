"""Connects a socket to a host and port within an attempt's deadline: name resolution, and a race of addresses.

`getaddrinfo` has no timeout, so it runs in a separate thread, and a waiting call can give up. Of several addresses, the
next one is tried when the previous one failed, or in parallel after a short time (RFC 8305): a dead first address costs
no more than that.
"""

from __future__ import annotations

import encodings.idna  # noqa: F401  # otherwise `getaddrinfo` imports it during a call, which a fork must not interrupt
import errno
import selectors
import socket
import time
from collections import deque
from ipaddress import ip_address
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._calls.wakers import Waker, in_thread

if TYPE_CHECKING:
    from .attempt import Attempt

NEXT_ADDRESS: Final = 0.25  # seconds; RFC 8305 recommends this

_UNDER_WAY: Final = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY})


class Address(NamedTuple):
    """One address of a name."""

    family: int
    protocol: int
    address: tuple[Any, ...]


def connect(host: str, port: int, attempt: Attempt) -> socket.socket:
    """A connected socket. Raises the library's ConnectError or ConnectTimeout."""
    addresses = _numeric(host, port)
    if addresses is None:
        done = Waker()
        found = in_thread(lambda: _resolve(host, port), done)
        done.wait(attempt.left("ConnectTimeout"))
        addresses = _found(found, attempt)
    problem: OSError | None = None
    try:
        return _one(addresses[0], attempt) if len(addresses) == 1 else _race(addresses, attempt)
    except OSError as error:
        problem = error
    raise _failed(problem, attempt) from problem


async def connect_async(host: str, port: int, attempt: Attempt) -> socket.socket:
    """The same for a task; the deadline is the caller's cancel scope."""
    addresses = _numeric(host, port)
    if addresses is None:
        done = Waker()
        found = in_thread(lambda: _resolve(host, port), done)
        await done.wait_async(attempt.left("ConnectTimeout"))
        addresses = _found(found, attempt)
    problem: OSError | None = None
    try:
        return await (_one_async(addresses[0]) if len(addresses) == 1 else _race_async(addresses))
    except OSError as error:
        problem = error
    raise _failed(problem, attempt) from problem


# ------------------------------------------------------------------------------------------------ names


def _resolve(host: str, port: int, flags: int = 0) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [Address(family, protocol, address) for family, _, protocol, _, address in found]


def _numeric(host: str, port: int) -> list[Address] | None:
    """The address that a host is already; None for a name."""
    try:
        ip_address(host)
        return _resolve(host, port, socket.AI_NUMERICHOST)
    except (OSError, ValueError):
        return None


def _found(found: list[Any], attempt: Attempt) -> list[Address]:
    if not found:
        raise attempt.core.ConnectTimeout("the name could not be resolved in time")
    result = found[0]
    if isinstance(result, (OSError, UnicodeError)):  # a label that is too long is a UnicodeError
        raise attempt.core.ConnectError from (
            result if isinstance(result, OSError) else socket.gaierror(socket.EAI_NONAME, "not a valid name")
        )
    if isinstance(result, BaseException):
        raise result
    return _by_turns(result)


def _by_turns(addresses: list[Address]) -> list[Address]:
    """The addresses, alternating between IPv4 and IPv6 and beginning with the first: often one family does not work at
    all."""
    first = [one for one in addresses if one.family == addresses[0].family]
    other = [one for one in addresses if one.family != addresses[0].family]
    return [one for one in chain.from_iterable(zip_longest(first, other)) if one is not None]


def _failed(problem: OSError | None, attempt: Attempt) -> Exception:
    kind = "ConnectTimeout" if isinstance(problem, TimeoutError) else "ConnectError"
    error: Exception = getattr(attempt.core, kind)()
    return error


# ------------------------------------------------------------------------------------------------ one address, several


def _new(address: Address) -> socket.socket:
    sock = socket.socket(address.family, socket.SOCK_STREAM, address.protocol)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def _one(address: Address, attempt: Attempt) -> socket.socket:
    sock = _new(address)
    try:
        sock.settimeout(attempt.left("ConnectTimeout"))
        sock.connect(address.address)
    except BaseException:
        sock.close()
        raise
    return sock


def _begin(address: Address) -> socket.socket:
    """A socket that is connecting."""
    sock = _new(address)
    try:
        sock.setblocking(False)
        number = sock.connect_ex(address.address)
        if number not in _UNDER_WAY:
            raise OSError(number, errno.errorcode.get(number, "it failed"))
    except BaseException:
        sock.close()
        raise
    return sock


def _check(sock: socket.socket) -> None:
    """Raise the error of a connection that has failed, once it is no longer pending."""
    number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if number:
        raise OSError(number, errno.errorcode.get(number, "it failed"))


def _race(addresses: list[Address], attempt: Attempt) -> socket.socket:
    waiting = deque(addresses)
    problem: OSError = OSError("no address")
    winner: socket.socket | None = None
    with selectors.DefaultSelector() as selector:
        try:
            begin_at = time.monotonic()
            while waiting or selector.get_map():
                left = attempt.left("ConnectTimeout")
                if waiting and (not selector.get_map() or time.monotonic() >= begin_at):
                    begin_at = time.monotonic() + NEXT_ADDRESS
                    try:
                        selector.register(_begin(waiting.popleft()), selectors.EVENT_WRITE)
                    except OSError as error:
                        problem = error
                        continue
                pause = min(left, max(0.0, begin_at - time.monotonic())) if waiting else left
                for key, _ in selector.select(pause):
                    sock: Any = key.fileobj
                    try:
                        _check(sock)
                    except OSError as error:
                        problem = error
                        selector.unregister(sock)
                        sock.close()
                        continue
                    winner = sock
                    return sock  # type: ignore[no-any-return]
        finally:
            for key in list(selector.get_map().values()):
                if key.fileobj is not winner:
                    key.fileobj.close()  # type: ignore[union-attr]
    raise problem


async def _one_async(address: Address) -> socket.socket:
    from anyio import wait_writable

    sock = _begin(address)
    try:
        await wait_writable(sock)
        _check(sock)
    except BaseException:
        sock.close()
        raise
    return sock


async def _race_async(addresses: list[Address]) -> socket.socket:
    import anyio

    winners: list[socket.socket] = []
    problems: list[OSError] = []

    async def try_one(address: Address, over: anyio.Event) -> None:
        try:
            sock = await _one_async(address)
        except OSError as error:
            problems.append(error)
            over.set()
            return
        if winners:
            sock.close()
        else:
            winners.append(sock)
            group.cancel_scope.cancel()

    try:
        async with anyio.create_task_group() as group:
            for address in addresses:
                over = anyio.Event()
                group.start_soon(try_one, address, over)
                with anyio.move_on_after(NEXT_ADDRESS):
                    await over.wait()
    except BaseException:
        for sock in winners:
            sock.close()
        raise
    if winners:
        return winners[0]
    raise problems[-1] if problems else OSError("no address")
