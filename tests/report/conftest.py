"""A real browser for the review page. On a desk without one the tests are skipped; in CI they must run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from summarizer.report.building import write_report
from summarizer.schema import ArticleSummary

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHOSEN = os.environ.get("SUMMARIZER_TEST_BROWSER")  # read at import: the offline fixture clears it
SCREENSHOTS = Path(__file__).parents[2] / "out" / "screenshots"

OpenPage = Callable[..., Page]


def find_browser() -> str | None:
    """Return the path of a Chromium, if there is one."""
    found = [CHOSEN, *(shutil.which(name) for name in NAMES), *PLACES]
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one browser for the tests of a module.

    Not for the session: Playwright's own event loop runs as long as it is open, and the tests of other modules that
    follow in the same process could not run theirs.
    """
    path = find_browser()
    if path is None:
        reason = "no Chromium found: run scripts/install_browser.sh, or set SUMMARIZER_TEST_BROWSER"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # As root, as in most containers, Chromium starts only without its sandbox.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Return a function that opens a report; any error of its scripts and any request fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []
    path = tmp_path / "report.html"

    def open_page(
        summaries: list[ArticleSummary] | None = None,
        *,
        address: str = "",
        width: int = 1366,
        height: int = 800,
        again: Page | None = None,
        **options: Any,
    ) -> Page:
        if summaries is not None:
            write_report(summaries, path, overwrite=True)
        context = (
            again.context if again else browser.new_context(viewport={"width": width, "height": height}, **options)
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: problems.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: problems.append(f"request: {request.url}"))
        page.goto(path.as_uri() + address)
        return page

    yield open_page
    for context in dict.fromkeys(contexts):
        context.close()
    own = (path.as_uri(), "blob:")
    assert [problem for problem in problems if not problem.removeprefix("request: ").startswith(own)] == []


@pytest.fixture
def keep_screenshot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Return a function that keeps a screenshot for people to look at, in CI as an artifact."""

    def keep(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return keep
