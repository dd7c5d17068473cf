"""A student whose network goes away in the middle of a lesson (UI 6, 18.13; issue 5.3).

The good case: answers, the hand and handing in wait on the tablet, over a reload too; the student goes on to the next
exercise, begins it and hands it in as well; each is with the core once and in order when the network is back. The bad
ones: a reload that loses what was typed or begun, an act that arrives twice, a secret in the browser's storage.
"""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignIn
from tests.e2e.student import StudentAtWork
from tests.e2e.test_lesson import TUTOR, at_work, control_centre
from tests.stack import Stack
from tests.system.clients import Rest

EMAIL = "student15@riverside.example"

_STORED = """async () => {
  const open = (name) => new Promise((done, fail) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const all = (store) => new Promise((done) => {
    const request = store.getAll();
    request.onsuccess = () => done(request.result);
  });
  const database = await open("aetherlearn");
  const kept = await all(database.transaction("kept").objectStore("kept"));
  return JSON.stringify([kept, {...localStorage}, {...sessionStorage}, location.href]);
}"""


def told(page: Page, path: str) -> Any:
    """What the core answers the signed-in student."""
    return page.evaluate("path => fetch('/api' + path).then(answer => answer.json())", path)


def give_two_exercises(core_url: str, email: str) -> None:
    """By the tutor, two of numbers that can be begun anywhere, whatever the sequence would give."""
    tutor, student = Rest(core_url, TUTOR), Rest(core_url, email)
    session = next(each for each in tutor.get("/academic/sessions")["items"] if each["status"] != "COMPLETED")["id"]
    place = student.get(f"/sessions/{session}/student-view")["enrollments"][0]
    found = tutor.get("/exercises", courseId=place["course"]["id"], limit="100")["items"]
    fitting = [
        each["id"]
        for each in found
        if each["exerciseType"] == "NUMERICAL" and each["questionCount"] >= 4 and each["timeLimit"] is None
    ]
    for exercise_id in fitting[:2]:
        tutor.patch(f"/enrollments/{place['id']}/assign", {"exerciseId": exercise_id})


def ready_for_no_network(page: Page) -> None:
    """The service worker has the app's files."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def answer_all(student: StudentAtWork, count: int) -> None:
    """The first questions, each to its end."""
    for _ in range(count):
        student.answer()
        student.page.get_by_role("button", name=re.compile("^(Next question|Check answers|Next)$")).click()


def work_without_network(student: StudentAtWork) -> None:
    """Answers three questions, puts the hand up, hands in."""
    page = student.page
    answer_all(student, 3)
    page.get_by_role("button", name=re.compile("I need help")).click()
    hand_in(page)


def hand_in(page: Page) -> None:
    """From wherever the student is in the exercise."""
    page.get_by_role("button", name="Check and hand in").click()
    page.get_by_role("button", name=re.compile("^(Hand in|Done on paper)")).click()


def expect_all_kept(page: Page) -> None:
    """The page says what waits, and that there is no network."""
    expect(page.get_by_role("heading", name="Done! It waits here")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("My hand waits"))).to_be_visible()
    expect(page.get_by_text("No internet just now")).to_be_visible()


def demand_no_secret_stored(page: Page) -> None:
    """Neither login nor CSRF token nor ticket, in no storage and no address."""
    stored = page.evaluate(_STORED)
    assert "answers" in stored, "the test looks at the wrong storage"
    secrets = [cookie["value"] for cookie in page.context.cookies()]
    assert secrets
    assert not [secret for secret in [*secrets, "csrfToken", '"ticket"'] if secret in stored]


def go_on_without_network(student: StudentAtWork) -> None:
    """The next exercise: begun, and after a reload in the middle of it answered and handed in."""
    page = student.page
    page.get_by_role("button", name="Go on", exact=True).click()
    student.begin()
    student.answer()
    expect(page.get_by_role("button", name="Question 1, answered")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Question 1, answered")).to_be_visible()
    hand_in(page)
    expect_all_kept(page)


def demand_once_each(page: Page, session_id: str, attempt_id: str) -> None:
    """One hand, one submission of each exercise with its answers, as the core tells it."""
    attempt = told(page, f"/attempts/{attempt_id}")
    assert attempt["status"] != "IN_PROGRESS"
    answered = [each["questionIndex"] for each in attempt["answers"] if each["answer"] is not None]
    assert answered[:3] == [0, 1, 2]
    events = told(page, f"/sessions/{session_id}/events?after=0&limit=500")["events"]
    since = next(place for place, each in enumerate(events) if each.get("attemptId") == attempt_id)
    happened = [each["type"] for each in events[since:] if each["type"].startswith(("exercise:", "help:new"))]
    assert happened == [
        "exercise:started",
        "help:new",
        "exercise:submitted",
        "exercise:started",
        "exercise:submitted",
    ]


def test_ten_minutes_without_network_lose_nothing(sign_in: SignIn, stack: Stack) -> None:
    """Answers, the hand and two exercises: kept, shown as waiting, sent once and in order on return."""
    control_centre(sign_in)
    give_two_exercises(stack.core_url, EMAIL)
    student = at_work(sign_in, EMAIL)
    page = student.page
    student.begin()
    ready_for_no_network(page)
    session_id = page.url.rpartition("/")[2]
    attempt_id = told(page, f"/sessions/{session_id}/student-view")["attempt"]["id"]
    student.answer()
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()

    page.context.set_offline(True)
    work_without_network(student)
    expect_all_kept(page)
    page.reload()
    expect_all_kept(page)
    demand_no_secret_stored(page)
    go_on_without_network(student)

    sent: list[str] = []
    page.on("requestfinished", lambda each: sent.append(each.url) if "idempotency-key" in each.headers else None)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Done! It waits here")).to_have_count(0)
    expect(page.get_by_role("button", name="Go on", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("My hand is up"))).to_be_visible()
    assert [url.rpartition("/")[2] for url in sent] == ["help-request", "submit", "start", "submit"]
    demand_once_each(page, session_id, attempt_id)
