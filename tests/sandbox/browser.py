"""Chromium and its driver, if this machine has them: Debian's packages are `chromium` and `chromium-driver`.

Without them the tests of the page are left out, and the end of the test run says so; where `AURAKIT_REQUIRE_CHROMIUM`
is set they fail instead.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def problem() -> str | None:
    """Why there is no browser, or None."""
    if shutil.which("chromedriver") is None:
        return "chromedriver is not on the PATH"
    return None if any(map(shutil.which, _BROWSERS)) else "Chromium is not on the PATH"


def left_out() -> str | None:
    """Why the tests with a browser are left out, or None: they run, and fail where they must not be left out."""
    return None if os.environ.get("AURAKIT_REQUIRE_CHROMIUM") else problem()


def chromium(*, dark: bool = False, width: int = 1280) -> Chrome:
    """A browser without a window."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, _BROWSERS)), "")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--window-size={width},900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    return driver
