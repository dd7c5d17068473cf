"""Pages without barriers: six of them in the tests, every one in each theme and width in the audit, with pictures."""

import pytest
from playwright.sync_api import Page

from core_service.launcher.settings import CLONE
from tests.e2e.axe import barriers
from tests.e2e.conftest import SignIn
from tests.e2e.pages import PAGES, Seen
from tests.stack import Stack
from tests.system.clients import Rest

_PICTURES = CLONE / "test-results" / "pages"
_IN_THE_TESTS = ("my-day", "control-centre", "attendance", "marking", "student-home", "parent-home")
_SIZES = ((1366, 768), (1024, 768), (768, 1024), (390, 844))
_QUIET_MILLISECONDS = 700


def look(page: Page, seen: Seen, stack: Stack, scheme: str) -> list[str]:
    """Opens a page in a colour scheme, waits until it stands, and returns what is in people's way."""
    address = seen.address(Rest(stack.core_url, seen.who) if seen.who else None)
    page.evaluate("scheme => localStorage.setItem('mantine-color-scheme-value', scheme)", scheme)
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_timeout(_QUIET_MILLISECONDS)
    return barriers(page)


@pytest.mark.parametrize("seen", [seen for seen in PAGES if seen.name in _IN_THE_TESTS], ids=lambda seen: seen.name)
def test_nothing_is_in_peoples_way(sign_in: SignIn, stack: Stack, seen: Seen) -> None:
    """In light and in dark."""
    page = sign_in(seen.who)
    for scheme in ("light", "dark"):
        assert look(page, seen, stack, scheme) == [], scheme


@pytest.mark.audit
@pytest.mark.parametrize("seen", PAGES, ids=lambda seen: seen.name)
def test_every_page_in_each_theme_and_width(sign_in: SignIn, stack: Stack, seen: Seen) -> None:
    """Nothing is in people's way, nothing sticks out to the side; pictures go to test-results/pages."""
    _PICTURES.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    for width, height in _SIZES:
        page = sign_in(seen.who, width=width, height=height)
        for scheme in ("light", "dark"):
            name = f"{seen.name}-{width}-{scheme}"
            found[name] = look(page, seen, stack, scheme)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[name].append("the page is wider than the window")
            page.screenshot(path=_PICTURES / f"{name}.png")
        page.context.close()
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.audit
@pytest.mark.parametrize("seen", [seen for seen in PAGES if seen.has_to_be_small], ids=lambda seen: seen.name)
def test_nothing_is_lost_at_320_px(sign_in: SignIn, stack: Stack, seen: Seen) -> None:
    """UI 18.24: as wide as a small telephone, or a window of 640 px at 200 % zoom."""
    page = sign_in(seen.who, width=320, height=640)
    assert look(page, seen, stack, "light") == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
