"""A headless Chromium that opens pages as a reader would, and says of each what no page may do.

    html --> a page at an address of nobody's --> look(page) --> no message on the console, nothing asked of the network

It lives in a thread of its own: Playwright runs an event loop in the thread that it is used in, in which no other test
could start one.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

Seen = TypeVar("Seen")
ADDRESS = "http://page.invalid/"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, PHONE = 1280, 320
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = files("axe_playwright_python").joinpath("axe.min.js")
_PATIENCE_MS = 120_000
"""On a machine that is busy with other tests; what is waited for comes."""
_RUN_AXE = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false})"


@dataclass(frozen=True)
class Reader:
    """Opens pages in one browser, each in a fresh context."""

    browser: Browser
    thread: ThreadPoolExecutor

    def look(
        self,
        html: str,
        look: Callable[[Page], Seen],
        *,
        width: int = WIDE,
        is_dark: bool = False,
    ) -> Seen:
        """What `look` sees of a page; an AssertionError if the page said or asked for anything meanwhile."""

        def see() -> Seen:
            size, scheme = {"width": width, "height": 800}, "dark" if is_dark else "light"
            context: Any = self.browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            with contextlib.closing(context):
                said: list[str] = []
                asked: list[str] = []
                _serve(context, html, asked)
                page: Page = context.new_page()
                page.set_default_timeout(_PATIENCE_MS)
                page.on("console", lambda message: said.append(_told(message)))
                page.on("pageerror", lambda error: said.append(str(error)))
                page.on("dialog", lambda dialog: said.append(dialog.message))
                page.goto(ADDRESS)
                seen = look(page)
                assert (said, asked) == ([], [ADDRESS]), f"the page said {said} and asked for {asked}"
                return seen

        return self.thread.submit(see).result()


def complaints(page: Page) -> list[str]:
    """What axe-core finds against a page, by the rules of WCAG 2.2 A and AA and its own best practices."""
    # A session of the debugger's is not bound by the page's own policy, which forbids every script
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_RUN_AXE, list(TAGS))
    return [
        f"{rule['impact']} {rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@contextlib.contextmanager
def started() -> Iterator[Reader]:
    """A browser; the test is skipped where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no `chromium`, with which pages are opened as readers do: apt-get install chromium")
    with ThreadPoolExecutor(1) as thread:
        playwright = thread.submit(lambda: sync_playwright().start()).result()
        try:
            launch = partial(playwright.chromium.launch, executable_path=chromium, args=ARGUMENTS)
            browser = thread.submit(launch, timeout=_PATIENCE_MS).result()
            yield Reader(browser, thread)
            thread.submit(browser.close).result()
        finally:
            thread.submit(playwright.stop).result()


def _serve(context: Any, html: str, asked: list[str]) -> None:
    """Give the page at its address, and nothing else to anybody."""

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if route.request.url == ADDRESS:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    context.route("**/*", answer)


def _told(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}"
