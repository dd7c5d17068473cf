"""From a student's long answer to a level that their parent sees: three people, one flow.

The good case: the answer waits in the queue, is marked with the keyboard alone, and the level that follows is
confirmed; student and parent are told. The bad one: while one assessor marks, a second one is told so.
"""

import re
from typing import Any

from playwright.sync_api import APIRequestContext, Page, expect

from tests.e2e.conftest import SignIn

STUDENT, NAME = "student1@riverside.example", "Maya Okafor"
STORY = "A fox lived by the river. One night it learnt to swim, and nobody ever saw it again."


def signed_in(page: Page, path: str, body: object | None = None) -> Any:
    """Asks the API as the person whose page it is."""
    requests: APIRequestContext = page.context.request
    if body is None:
        answer = requests.get(f"/api{path}")
    else:
        token = requests.get("/api/auth/me").json()["csrfToken"]
        answer = requests.post(f"/api{path}", data=body, headers={"X-CSRF-Token": token})
    assert answer.ok, answer.text()
    return answer.json()


def hand_in(sign_in: SignIn, tutor: Page) -> tuple[Page, str, str]:
    """A long answer by Maya; its title and its attempt."""
    found = signed_in(tutor, "/exercises?limit=100&q=")["items"]
    essay = next(each for each in found if each["exerciseType"] == "LONG_ANSWER")
    student = sign_in(STUDENT, 1024, 768)
    signed_in(student, f"/exercises/{essay['id']}/start", {})
    answers = [{"questionIndex": 0, "answer": STORY}]
    attempt = signed_in(student, f"/exercises/{essay['id']}/submit", {"answers": answers})
    return student, essay["title"], attempt["id"]


def test_marked_by_keyboard_and_level_confirmed(sign_in: SignIn) -> None:
    """Queue, marks, level; then what the student and the parent are told."""
    assessor = sign_in("assessor@riverside.example")
    student, title, attempt_id = hand_in(sign_in, assessor)

    assessor.goto("/dashboard/assessments")
    assessor.get_by_role("button", name=f"Mark {title} by {NAME}").click()
    expect(assessor.get_by_role("heading", level=2, name=title)).to_be_visible()
    expect(assessor.get_by_text(STORY)).to_be_visible()

    colleague = sign_in("supervisor@riverside.example")
    colleague.goto("/dashboard/assessments")
    expect(colleague.get_by_text("Ingrid is marking this").first).to_be_visible()

    rows = assessor.get_by_role("group", name=re.compile(" of [0-9]+$|, no points yet")).count()
    for _ in range(rows):
        assessor.keyboard.press("3")
        assessor.keyboard.press("ArrowDown")
    assessor.keyboard.press("f")
    assessor.keyboard.type("A fox that swims: well found!")
    expect(assessor.get_by_text("Saved", exact=True)).to_be_visible()
    assessor.mouse.wheel(0, 500)
    assessor.keyboard.press("Control+Enter")
    expect(assessor.get_by_role("heading", level=2, name=title)).not_to_be_visible()

    marked = signed_in(student, f"/attempts/{attempt_id}")
    assert (marked["status"], marked["feedback"]) == ("GRADED", "A fox that swims: well found!")
    assert marked["score"] > 0
    _confirm_a_level(assessor, sign_in)


def _confirm_a_level(assessor: Page, sign_in: SignIn) -> None:
    """A tutor's proposal is confirmed on its page; student and parent see the level."""
    tutor = sign_in("tutor@riverside.example")
    parent = sign_in("parent@riverside.example", 390, 844)
    child = signed_in(parent, "/parent/children")["items"][0]
    course, student_id = child["courses"][0], child["child"]["id"]
    level = course["level"]["level"] + 1
    proposal = {"courseId": course["courseId"], "newLevel": level, "reason": "Ready for more."}
    signed_in(tutor, f"/students/{student_id}/level-proposals", proposal)
    assessor.goto("/dashboard/assessments/levels")
    row = assessor.get_by_role("listitem").filter(has_text="Ready for more.")
    row.get_by_role("button", name=f"To Class {level}").click()
    expect(row).not_to_be_visible()
    told = signed_in(parent, "/parent/children")["items"][0]["courses"]
    assert [each["level"]["level"] for each in told if each["courseId"] == course["courseId"]] == [level]
