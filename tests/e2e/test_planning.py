"""A supervisor plans lessons for a class in the browser, and the tutor's calendar has them.

The good case: three Mondays, seen before they are made. The bad one: the same once more names what it collides with,
and makes nothing.
"""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignIn
from tests.stack import Stack
from tests.system.clients import Rest

SUPERVISOR, TUTOR2 = "supervisor@riverside.example", "tutor2@riverside.example"
NAME = "Early birds"


def fill_in(page: Page, first: str, last: str) -> None:
    """The form of a class's lessons: Mondays at seven in the morning, when nobody else is there."""
    form = page.locator("form").filter(has=page.get_by_role("button", name="Preview"))
    form.get_by_label("Name").fill(NAME)
    page.get_by_role("combobox", name="Tutor").click()
    page.get_by_role("combobox", name="Tutor").fill("Ravi")
    page.get_by_role("option", name="Ravi Menon").click()
    page.get_by_text("Mon", exact=True).click()
    page.get_by_label("First day").fill(first)
    page.get_by_label("Last day").fill(last)
    page.get_by_label("From", exact=True).fill("07:00")
    page.get_by_label("Until").fill("08:00")


def test_lessons_for_a_class_are_seen_before_they_are_made(sign_in: SignIn, stack: Stack) -> None:
    """Three Mondays with everybody of the class; planned again, each names what is in the way."""
    supervisor = Rest(stack.core_url, SUPERVISOR)
    cohort = supervisor.get("/academic/classes")["items"][0]
    monday = _next_monday()
    last = monday + timedelta(days=14)
    page = sign_in(SUPERVISOR)
    page.goto(f"/admin/classes?class={cohort['id']}")
    fill_in(page, f"{monday:%Y-%m-%d}", f"{last:%Y-%m-%d}")
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview.get_by_role("listitem")).to_have_count(3)
    preview.get_by_role("button", name=re.compile("^Plan 3 sessions")).click()
    expect(page.get_by_text("3 sessions are planned.")).to_be_visible()

    tutor = Rest(stack.core_url, TUTOR2)
    days = tutor.get("/academic/sessions", first=f"{monday:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")["items"]
    assert [each["name"] for each in days if each["name"] == NAME] == [NAME] * 3

    page.get_by_role("button", name="Preview").click()
    expect(preview.get_by_role("heading", name=re.compile("conflicts?$"))).to_be_visible()
    expect(preview.get_by_text("Nothing of it can be planned.")).to_be_visible()


def _next_monday() -> datetime:
    today = datetime.now(UTC)
    return today + timedelta(days=7 + (7 - today.weekday()) % 7)
