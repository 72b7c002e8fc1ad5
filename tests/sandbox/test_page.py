"""The page at `/_sandbox/` in a real browser: what people see of the sandbox, and do with it."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from sandbox.browser import chromium, left_out
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium.webdriver import Chrome

with_browser = pytest.mark.skipif(left_out() is not None, reason=str(left_out()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    driver = chromium()
    yield driver
    driver.quit()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off()) as sandbox:
        yield sandbox


def until(browser: Chrome, holds: Callable[[str], bool]) -> str:
    """The text of the page once it holds."""
    from selenium.webdriver.support.ui import WebDriverWait

    def text(driver: Chrome) -> str:
        return str(driver.execute_script("return document.body.innerText"))

    WebDriverWait(browser, 20.0, poll_frequency=0.05).until(lambda driver: holds(text(driver)))
    return text(browser)


def created(sandbox: Sandbox, name: str) -> str:
    aura = sandbox.client()
    return aura.instances.create(
        name=name, tenant_id=sandbox.project_id, type="professional-db", version="5", memory="4GB",
        cloud_provider="gcp", region="europe-west1",
    ).id  # fmt: skip


@with_browser
def test_an_instance_appears_and_runs_when_the_time_is_moved(browser: Chrome, sandbox: Sandbox) -> None:
    from selenium.webdriver.common.by import By

    browser.get(f"{sandbox.base_url}/_sandbox/")
    until(browser, lambda text: "2025-01-01 00:00:00 UTC" in text and "None yet." in text)
    instance_id = created(sandbox, "orders")
    text = until(browser, lambda text: "orders" in text)
    assert instance_id in text
    assert "creating" in text
    [bar] = browser.find_elements(By.CSS_SELECTOR, "#instances progress")
    assert (bar.get_attribute("aria-label"), bar.get_attribute("value")) == ("create of orders", "0")
    browser.find_element(By.CSS_SELECTOR, "[data-seconds='60']").click()
    until(browser, lambda text: "2025-01-01 00:01:00 UTC" in text)
    browser.find_element(By.CSS_SELECTOR, "[data-seconds='600']").click()
    text = until(browser, lambda text: "running" in text)
    assert browser.find_element(By.ID, "news").get_attribute("textContent") == "orders is running"
    assert not browser.find_elements(By.CSS_SELECTOR, "#instances progress")
    assert sandbox.instances[0].status == "running"


@with_browser
def test_requests_and_faults_are_seen_as_they_come(browser: Chrome, sandbox: Sandbox) -> None:
    from selenium.webdriver.common.by import By

    browser.get(f"{sandbox.base_url}/_sandbox/")
    sandbox.fail(method="GET", path="/instances/{id}", status=503, times=2)
    until(browser, lambda text: "GET /instances/{id}" in text)
    aura = sandbox.client(max_retries=0)
    aura.projects.list()
    with pytest.raises(Exception, match="503"):
        aura.instances.get("00000000")
    text = until(browser, lambda text: "/v1/instances/00000000" in text)
    last = sandbox.requests[-1]
    assert last.request_id is not None
    assert last.request_id in text
    assert "124 left" in text
    rows = browser.find_elements(By.CSS_SELECTOR, "#requests tr")
    assert [row.text.split()[:3] for row in rows] == [
        ["3", "GET", "/v1/instances/00000000"],
        ["2", "GET", "/v1/tenants"],
        ["1", "POST", "/oauth/token"],
    ]


@with_browser
def test_names_are_text_whatever_they_hold_and_all_operations_can_be_ended(browser: Chrome, sandbox: Sandbox) -> None:
    from selenium.webdriver.common.by import By

    browser.get(f"{sandbox.base_url}/_sandbox/")
    created(sandbox, "<b>x</b>&amp;")
    until(browser, lambda text: "<b>x</b>&amp;" in text)
    browser.find_element(By.ID, "finish").click()
    until(browser, lambda text: "running" in text)
    log = browser.get_log("browser")  # type: ignore[no-untyped-call]
    # The page of the test before may still have asked its own sandbox, which was closed.
    assert not [entry for entry in log if entry["level"] == "SEVERE" and sandbox.base_url in entry["message"]]


@with_browser
def test_it_says_when_the_sandbox_is_gone(browser: Chrome, sandbox: Sandbox) -> None:
    browser.get(f"{sandbox.base_url}/_sandbox/")
    until(browser, lambda text: "None yet." in text)
    sandbox.close()
    until(browser, lambda text: "does not respond" in text)


def luminance(colour: str) -> float:
    """How light a colour is, after https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@with_browser
@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_in_light_and_in_dark(sandbox: Sandbox, *, dark: bool) -> None:
    created(sandbox, "orders")
    sandbox.fail(status=503)
    driver = chromium(dark=dark)
    try:
        driver.get(f"{sandbox.base_url}/_sandbox/")
        until(driver, lambda text: "orders" in text)
        found = driver.execute_script(
            "const found = document.querySelectorAll('h1, h2, th, td, button, time');"
            "return [...found].map(one => getComputedStyle(one).color)"
        )
        ground = driver.execute_script("return getComputedStyle(document.querySelector('section')).backgroundColor")
    finally:
        driver.quit()
    assert (luminance(ground) < 0.1) is dark
    for colour in set(found):
        lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, colour


def test_it_needs_nothing_from_elsewhere(sandbox: Sandbox) -> None:
    page = httpx.get(f"{sandbox.base_url}/_sandbox/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.content == resources.files("aurakit.sandbox").joinpath("page.html").read_bytes()
    assert not re.findall(r"(?:src|href|url\()\s*=?\s*[\"']?(?:https?:)?//", page.text)
    assert page.text.count("<button") == page.text.count("</button>") == 5
    assert '<html lang="en">' in page.text
