"""A real browser for the journeys: Debian's Chromium, driven by Playwright.

``page`` is a desktop page; ``new_page(width=360)`` opens others. A failing test leaves a picture of
every open page under ``build/screenshots/``. Without a browser these tests are skipped, visibly.
"""

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PICTURES = Path(__file__).parent.parent / "build" / "screenshots"
PATIENCE_MS = 15_000

_failed = pytest.StashKey[bool]()


def _executable(driver: Any) -> str | None:
    """The browser of the system, or the one Playwright has fetched for itself."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    own: str = driver.chromium.executable_path
    return own if own and Path(own).exists() else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of this process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        executable = _executable(driver)
        if executable is None:
            if os.environ.get("GONGKAI_TEST_BROWSER") == "required":
                pytest.fail("本机没有 Chromium，浏览器测试无法运行")
            pytest.skip("本机没有 Chromium，浏览器测试未运行（apt-get install chromium）")
        instance = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield instance
        instance.close()


@pytest.fixture
def new_page(
    browser: Any, live_server: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Any]]:
    """``new_page(width=1280, height=800, **context)``: a page in a context of its own.

    Addresses given to ``page.goto`` are relative to the live server. Other keywords go to
    Playwright's ``new_context`` (``java_script_enabled=False``, for one).
    """
    contexts: list[Any] = []

    def opened(width: int = 1280, height: int = 800, **options: Any) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context.new_page()

    yield opened
    if request.node.stash.get(_failed, False):
        _leave_pictures(request.node.nodeid, contexts)
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page of 1280 × 800 pixels, not yet at any address."""
    return new_page()


def _leave_pictures(test: str, contexts: list[Any]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w-]+", "_", test)[-120:]
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        page.screenshot(path=PICTURES / f"{stem}-{number}.png", full_page=True)
