"""Six pages without barriers in the tests; the audit looks at every one in each theme and size."""

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import barriers
from tests.e2e.conftest import SignIn
from tests.e2e.pages import PAGES, Seen
from tests.stack import Stack
from tests.system.clients import Rest

_IN_THE_TESTS = ("my-day", "control-centre", "attendance", "marking", "student-home", "parent-home")
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
