"""A tutor's screen with a class at work: five students, each on their own exercise, seen without a reload.

The good case: each card shows its student's own exercise, the longest wait stands first in the queue. The bad ones: a
hand that is lowered is gone from the queue, and a wish to end names what is still open.
"""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import SignIn
from tests.stack import Stack
from tests.system.clients import Message, Rest

TUTOR = "tutor@riverside.example"
AT_WORK = (3, 5, 7, 8, 11)


def begin(student: Rest, session: str) -> Message:
    """Opens what comes next for a student; the exercise."""
    place = student.get(f"/sessions/{session}/student-view")["enrollments"][0]
    wanted = {"courseId": place["course"]["id"], "sessionId": session}
    found: Message = student.get("/content/next", **wanted)
    if found["kind"] != "EXERCISE":
        student.post(f"/lessons/{found['lesson']['id']}/complete", {"sessionId": session})
        found = student.get("/content/next", **wanted)
    student.post(f"/exercises/{found['exercise']['id']}/start", {"sessionId": session})
    exercise: Message = found["exercise"]
    return exercise


def test_five_students_at_work(sign_in: SignIn, stack: Stack) -> None:
    """Five exercises on five cards, two hands in the order of their waits, the open things named before the end."""
    tutor = Rest(stack.core_url, TUTOR)
    session = next(each for each in tutor.get("/academic/sessions")["items"] if each["status"] != "COMPLETED")["id"]
    page = sign_in(TUTOR)
    page.goto(f"/dashboard/tutor/sessions/{session}/control-center")
    start = page.get_by_role("button", name="Start session")
    expect(start.or_(page.get_by_role("button", name="End session"))).to_be_visible()
    if start.is_visible():
        start.click()
        expect(page.get_by_role("button", name="End session")).to_be_visible()

    students = [Rest(stack.core_url, f"student{number}@riverside.example") for number in AT_WORK]
    names = [student.get("/auth/me")["user"]["name"] for student in students]
    for student, name in zip(students, names, strict=True):
        exercise = begin(student, session)
        expect(page.get_by_role("article", name=re.compile(f"^{name}"))).to_contain_text(exercise["title"][:12])
    hands = page.get_by_role("region", name="Hands up")
    for student, name in zip(students[:2], names, strict=False):
        student.post(f"/sessions/{session}/help-request", {"message": "What does it mean?"})
        expect(hands).to_contain_text(name)
    expect(hands).to_contain_text(re.compile(f"{names[0]}.*{names[1]}", re.DOTALL))

    page.get_by_role("button", name="End session").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(re.compile("hand", re.IGNORECASE))
    dialog.get_by_role("button", name=re.compile("Keep|Back|Not yet|Go on", re.IGNORECASE)).first.click()
    for student in students[:2]:
        student.http.patch(f"/help-requests/{_open_request(student, session)}/cancel").raise_for_status()
    expect(hands.get_by_text(names[0])).to_have_count(0)


def _open_request(student: Rest, session: str) -> str:
    found: str = student.get(f"/sessions/{session}/student-view")["help"]["id"]
    return found
