"""The audit: each page in both themes and every size, and on paper; pictures and findings go to test-results/pages.

The good case: axe finds nothing, nothing sticks out or is cut off, everything can be touched, no word is a code. The
bad one: a page that fails tells all that is wrong with it, and the others are looked at all the same.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from core_service.launcher.settings import CLONE
from tests.e2e.axe import barriers, faint_colours
from tests.e2e.fit import cut_on_paper, misfits
from tests.e2e.pages import PAGES, Seen
from tests.stack import Stack
from tests.system.clients import Rest

_PICTURES = CLONE / "test-results" / "pages"
_FINDINGS = _PICTURES / "findings.txt"
_BY_MOUSE = ((1366, 768),)
_BY_FINGER = ((1024, 768), (768, 1024), (390, 844), (320, 640))
"""320 px is also what a window of 640 px leaves at 200 % zoom (UI 18.24)."""
_SMALLEST = 320
_HIGHEST_PICTURE = 6000
_QUIET_MILLISECONDS = 500
_PAPER_WIDTH = 794

Window = Callable[[str | None, bool], Page]


@pytest.fixture(scope="module")
def refused() -> list[str]:
    """What a page tried against its Content-Security-Policy, or asked of another origin."""
    return []


@pytest.fixture(scope="module")
def window(browser: Browser, stack: Stack, refused: list[str]) -> Iterator[Window]:
    """A page of each person for mouse or finger, signed in once."""
    logins: dict[str | None, BrowserContext] = {}
    pages: dict[tuple[str | None, bool], Page] = {}

    def opened(who: str | None, by_finger: bool) -> Page:
        if who not in logins:
            logins[who] = _signed_in(browser, stack, who)
        if (who, by_finger) not in pages:
            context = browser.new_context(
                base_url=stack.core_url,
                storage_state=logins[who].storage_state(),
                has_touch=by_finger,
                reduced_motion="reduce",
                locale="en-GB",
            )
            pages[who, by_finger] = page = context.new_page()
            page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
            page.on("request", lambda asked: refused.append(asked.url) if _is_foreign(asked.url, stack) else None)
        return pages[who, by_finger]

    yield opened
    for page in pages.values():
        page.context.close()


@pytest.fixture(scope="module", autouse=True)
def _folder() -> None:
    """The findings of this run only."""
    _PICTURES.mkdir(parents=True, exist_ok=True)
    _FINDINGS.write_text("")


@pytest.fixture(scope="module", autouse=True)
def _lesson(stack: Stack) -> None:
    """The demo tutor's lesson has begun."""
    tutor = Rest(stack.core_url, "tutor@riverside.example")
    planned = [each for each in tutor.get("/academic/sessions")["items"] if each["status"] == "SCHEDULED"]
    if planned:
        tutor.post(f"/sessions/{planned[0]['id']}/start")


@pytest.mark.audit
@pytest.mark.parametrize("seen", PAGES, ids=lambda seen: seen.name)
def test_every_page_in_each_theme_and_size(window: Window, stack: Stack, refused: list[str], seen: Seen) -> None:
    """Nothing is in people's way; what was seen lies in a picture for each theme and size."""
    address = seen.address(Rest(stack.core_url, seen.who) if seen.who else None)
    found: dict[str, list[str]] = {}
    for by_finger, sizes in ((False, _BY_MOUSE), (True, _BY_FINGER)):
        page = window(seen.who, by_finger)
        _open(page, seen, address, sizes[0])
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark") if width > _SMALLEST else ("light",):
                name = f"{seen.name}-{width}-{scheme}"
                _paint(page, scheme)
                found[name] = (
                    barriers(page) + misfits(page, by_finger=by_finger) if scheme == "light" else faint_colours(page)
                )
                if width > _SMALLEST:
                    _picture(page, _PICTURES / f"{name}.png")
        if not by_finger and seen.is_read_on_paper:
            found[f"{seen.name}-paper"] = _print(page, _PICTURES / f"{seen.name}-paper.png")
        if not by_finger:
            page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
            page.emulate_media(forced_colors="active")
            _picture(page, _PICTURES / f"{seen.name}-forced.png")
            page.emulate_media(forced_colors="none")
    found[seen.name] = [f"refused or foreign: {each}" for each in refused]
    refused.clear()
    lines = [f"{name}: {each}" for name, list in found.items() for each in list]
    with _FINDINGS.open("a", encoding="utf-8") as findings:
        findings.writelines(f"{line}\n" for line in lines)
    assert not lines, "\n".join(lines)


def _is_foreign(address: str, stack: Stack) -> bool:
    return not address.startswith((stack.core_url, stack.hub_url, "data:", "blob:"))


def _signed_in(browser: Browser, stack: Stack, who: str | None) -> BrowserContext:
    context = browser.new_context(base_url=stack.core_url)
    if who:
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("E-mail").fill(who)
        page.get_by_label("Password", exact=True).fill("learn-together")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/dashboard/**")
        page.close()
    return context


def _open(page: Page, seen: Seen, address: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for(state="attached")
    page.wait_for_timeout(_QUIET_MILLISECONDS)
    if seen.then:
        seen.then(page)
        page.wait_for_timeout(_QUIET_MILLISECONDS)


def _paint(page: Page, scheme: str) -> None:
    """As another window of the same person would, by changing what the theme keeps."""
    page.evaluate(
        """scheme => {
          const key = "mantine-color-scheme-value";
          localStorage.setItem(key, scheme);
          dispatchEvent(new StorageEvent("storage", { key, newValue: scheme, storageArea: localStorage }));
        }""",
        scheme,
    )
    page.locator(f"html[data-mantine-color-scheme={scheme}]").wait_for(state="attached")
    page.wait_for_timeout(150)


def _picture(page: Page, path: Path) -> None:
    """The whole page, however far it scrolls inside its frame."""
    size = page.viewport_size
    assert size is not None
    tall = page.evaluate("Math.max(...[...document.querySelectorAll('html, main')].map((each) => each.scrollHeight))")
    page.set_viewport_size({"width": size["width"], "height": min(max(tall, size["height"]), _HIGHEST_PICTURE)})
    page.screenshot(path=path)
    page.set_viewport_size({"width": size["width"], "height": size["height"]})


def _print(page: Page, path: Path) -> list[str]:
    page.set_viewport_size({"width": _PAPER_WIDTH, "height": 1123})
    _paint(page, "light")
    lost = cut_on_paper(page)
    page.emulate_media(media="print")
    page.screenshot(path=path, full_page=True)
    page.emulate_media(media="screen")
    return lost
