"""What is done on a page before it is looked at: dialogs, panels and tabs that have no address of their own."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from tests.e2e.student import StudentAtWork

Act = Callable[[Page], None]


def pressing(*names: str) -> Act:
    """Presses buttons one after the other, each by the beginning of its name."""

    def act(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=re.compile(f"^{name}")).first.click()

    return act


def typing(key: str) -> Act:
    """Presses keys of the page itself."""

    def act(page: Page) -> None:
        page.keyboard.press(key)

    return act


def in_room(*then: Act) -> Act:
    """Waits for the live room, then goes on."""

    def act(page: Page) -> None:
        page.get_by_text("Live", exact=True).first.wait_for()
        for each in then:
            each(page)

    return act


def begin(page: Page) -> None:
    """Into the exercise that comes next, or back into it."""
    questions = page.get_by_role("navigation", name="Questions")
    questions.or_(page.get_by_role("button", name=re.compile("^(Start|Go on|I have read it)$"))).first.wait_for()
    if not questions.is_visible():
        StudentAtWork(page).begin()


def raise_hand(page: Page) -> None:
    """In the session, where it is not up already."""
    hand = page.get_by_role("button", name=re.compile("I need help|hand is up|is coming"))
    hand.wait_for()
    if "help" in hand.inner_text():
        hand.click()


def open_menu(page: Page) -> None:
    """The drawer, where the menu is one."""
    drawer = page.get_by_role("button", name="Menu", exact=True)
    if drawer.is_visible():
        drawer.click()


def open_a_student(page: Page) -> None:
    """The panel of the first student."""
    page.get_by_role("button", name=re.compile("^Open ")).first.click()


def sign_in_wrongly(page: Page) -> None:
    """With a password that nobody has."""
    page.get_by_label("E-mail").fill("tutor@riverside.example")
    page.get_by_label("Password", exact=True).fill("not-this-one")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").first.wait_for()


def preview_lessons(page: Page) -> None:
    """Lessons of a class on Mondays of next month, as the demo's second tutor would teach them."""
    form = page.locator("form").filter(has=page.get_by_role("button", name="Preview"))
    form.get_by_label("Name").fill("Early birds")
    page.get_by_role("combobox", name="Tutor").fill("Ravi")
    page.get_by_role("option", name="Ravi Menon").click()
    page.get_by_text("Mon", exact=True).click()
    page.get_by_label("From", exact=True).fill("16:00")
    page.get_by_label("Until").fill("17:00")
    form.get_by_label("Last day").fill(f"{datetime.now(UTC) + timedelta(days=28):%Y-%m-%d}")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("region", name="Preview").wait_for()
