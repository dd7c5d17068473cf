"""A lesson in two browsers: the tutor's control centre and a student's page, side by side.

The good case: what the one does is on the other's screen without a reload. The bad ones: the hub dies in the middle,
the page is reloaded with half an answer, the wrong password.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import SignIn
from tests.e2e.student import StudentAtWork
from tests.stack import Stack

TUTOR = "tutor@riverside.example"
MATEO, MATEO_EMAIL = "Mateo Ruiz", "student12@riverside.example"
JONAS, JONAS_EMAIL = "Jonas Keller", "student6@riverside.example"


def control_centre(sign_in: SignIn) -> Page:
    """The tutor's session of now, started."""
    page = sign_in(TUTOR)
    page.get_by_role("link", name="Open control centre").click()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    start = page.get_by_role("button", name="Start session")
    if start.is_visible():
        start.click()
    expect(page.get_by_role("button", name="End session")).to_be_visible()
    return page


def card(page: Page, name: str) -> Locator:
    """A student's card."""
    return page.get_by_role("article", name=re.compile(f"^{name}"))


def at_work(sign_in: SignIn, email: str) -> StudentAtWork:
    """A student in the session of now."""
    student = StudentAtWork(sign_in(email, 1024, 768))
    student.join()
    return student


def test_tutor_sees_what_the_student_does(sign_in: SignIn) -> None:
    """The exercise, its progress, the hand with its words, and the result: each appears on the card by itself."""
    tutor = control_centre(sign_in)
    student = at_work(sign_in, MATEO_EMAIL)
    title = student.begin()
    mateo = card(tutor, MATEO)
    expect(mateo).to_contain_text(title[:12])
    expect(mateo).to_contain_text("Working")
    student.answer()
    expect(mateo.get_by_label(re.compile("^[1-9][0-9]* of .* questions answered"))).to_be_visible()

    tutor.keyboard.press("2")
    expect(tutor.get_by_role("group", name="Students in columns")).to_be_visible()
    tutor.keyboard.press("1")
    student.page.get_by_role("button", name=re.compile("I need help")).click()
    expect(mateo).to_contain_text("Hand up")
    expect(tutor.get_by_role("region", name="Hands up").get_by_text(MATEO)).to_be_visible()
    mateo.get_by_role("button", name="Go to Mateo").click()
    expect(student.page.get_by_role("button", name=re.compile("Helen is coming"))).to_be_visible()
    tutor.get_by_role("button", name=re.compile("^Helped")).click()
    expect(student.page.get_by_role("button", name=re.compile("I need help"))).to_be_visible()
    expect(mateo).not_to_contain_text("Hand up")

    student.answer_all_and_hand_in()
    student.leave_result()
    assert student.begin() != title


def test_assigned_exercise_arrives(sign_in: SignIn) -> None:
    """The tutor picks one for one student; it is what the student is offered."""
    tutor = control_centre(sign_in)
    student = at_work(sign_in, JONAS_EMAIL)
    card(tutor, JONAS).get_by_role("button", name="Assign to Jonas").click()
    give = tutor.get_by_role("button", name=re.compile("^Give .* to Jonas")).nth(2)
    title = (give.get_attribute("aria-label") or "").removeprefix("Give ").rpartition(" to ")[0]
    give.click()
    expect(student.page.get_by_role("heading", level=2, name=title)).to_be_visible()


def test_answers_survive_a_reload(sign_in: SignIn) -> None:
    """What was answered is there again, and the tutor's card never went away."""
    control_centre(sign_in)
    student = at_work(sign_in, "student4@riverside.example")
    student.begin()
    student.answer()
    student.page.get_by_role("button", name=re.compile("^(Next question|Check answers)$")).click()
    expect(student.page.get_by_text(re.compile("^Saved"))).to_be_visible()
    student.page.reload()
    expect(student.page.get_by_role("button", name="Question 1, answered")).to_be_visible()


def test_both_pages_recover_from_a_dead_hub(sign_in: SignIn, stack: Stack) -> None:
    """They say that they reconnect, come back by themselves, and nothing that happened meanwhile is missing."""
    tutor = control_centre(sign_in)
    student = at_work(sign_in, "student2@riverside.example")
    student.begin()
    stack.kill("realtime_hub.main")
    student.page.get_by_role("button", name=re.compile("I need help")).click()
    expect(card(tutor, "Leo Fernandes")).to_contain_text("Hand up", timeout=30_000)
    expect(tutor.get_by_text("Live", exact=True)).to_be_visible(timeout=30_000)
    student.answer()
    expect(
        card(tutor, "Leo Fernandes").get_by_label(re.compile("^[1-9][0-9]* of .* questions answered"))
    ).to_be_visible(timeout=30_000)


@pytest.mark.parametrize(("email", "password"), [(TUTOR, "wrong"), ("nobody@riverside.example", "learn-together")])
def test_wrong_sign_in_is_explained(sign_in: SignIn, stack: Stack, email: str, password: str) -> None:
    """One sentence, for a wrong password as for an unknown address; what was typed stays."""
    page = sign_in(TUTOR)
    page.context.clear_cookies()
    page.goto("/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail")).to_have_value(email)
