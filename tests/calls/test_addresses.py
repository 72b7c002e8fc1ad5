"""Which hosts are written as IP addresses, and which are this machine."""

from __future__ import annotations

import pytest

from aurakit._calls.addresses import ip_address_of, is_loopback


@pytest.mark.parametrize("host", ["1.1.1.1", "10.0.0.1", "127.0.0.1", "::1", "fe80::1", "2001:db8::7"])
def test_a_host_written_as_an_ip_address_is_that_address(host: str) -> None:
    assert str(ip_address_of(host)) == host


@pytest.mark.parametrize("host", ["", "localhost", "api.neo4j.io", "3com.com", "1.2.3", "fe80::1%eth0", "a:b"])
def test_a_name_or_an_address_with_a_zone_has_no_ip_address(host: str) -> None:
    assert ip_address_of(host) is None


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("127.8.0.1", True), ("::1", True), ("1.1.1.1", False), ("api.neo4j.io", False)],
)
def test_this_machine_is_localhost_or_a_loopback_address(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
