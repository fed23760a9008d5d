"""How long the pages of a class take to write and to open, and how large they are.

    python -m benchmarks.class_page [STUDENTS] [FOLDER]

A gradebook of STUDENTS (2,000) with the 13 exercises of the course that ships is drawn (tests/classes/drawn_book.py)
and written as pages by `grade book --html`. Chromium opens the class's page five times: printed are the medians of the
milliseconds until it can be used, of sorting by a column, of a search and of a filter, each until the next picture of
it is drawn. The pages stay in FOLDER, if one is named.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser import ARGUMENTS
from tests.classes.drawn_book import write_book

PAINTED = "new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))"
STEPS = {
    "sort by total": "[...document.querySelectorAll('#students-table thead button')][1].click()",
    "sort by name": "document.querySelector('#students-table thead button').click()",
    "search": "{const box = document.querySelector('#students-search'); box.value = 'ada'; "
    "box.dispatchEvent(new Event('input'))}",
    "search for nothing": "{const box = document.querySelector('#students-search'); box.value = ''; "
    "box.dispatchEvent(new Event('input'))}",
    "filter": "{const only = document.querySelector('#students-only'); only.selectedIndex = 1; "
    "only.dispatchEvent(new Event('change'))}",
}


def opened(page: Page, path: Path) -> dict[str, float]:
    """Milliseconds of each step."""
    begin = time.perf_counter()
    page.goto(path.as_uri())
    page.evaluate(PAINTED)
    took = {"open": 1000 * (time.perf_counter() - begin)}
    for name, step in STEPS.items():
        timed = f"const begin = performance.now(); {step}; await {PAINTED}; return performance.now() - begin"
        took[name] = page.evaluate(f"async () => {{{timed}}}")
    return took


def looked_at(path: Path, times: int = 5) -> list[dict[str, float]]:
    """The page opened some times, each in a fresh context of one browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        try:
            return [opened(_page(browser), path) for _ in range(times)]
        finally:
            browser.close()


def _page(browser: Any) -> Page:
    page: Page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    return page


def main() -> None:
    """Draw, write, open, print."""
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch) / "pages"
        book = Path(scratch) / "course.db"
        write_book(book, students)
        begin = time.perf_counter()
        command = [sys.executable, "-m", "grader", "book", str(book), "--html", str(folder)]
        subprocess.run(command, check=True)
        seconds = time.perf_counter() - begin
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        whole = sum(path.stat().st_size for path in folder.rglob("*.html")) / 1e6
        index = (folder / "index.html").stat().st_size / 1e6
        print(f"{students} students: {seconds:.1f} s, {memory:.0f} MB of memory, {whole:.0f} MB; index {index:.2f} MB")
        took = looked_at(folder / "index.html")
        for name in took[0]:
            print(f"{name:20} {statistics.median(step[name] for step in took):6.0f} ms")


if __name__ == "__main__":
    main()
