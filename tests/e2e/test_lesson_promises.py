"""What UI 18 promises of the control centre and of what leaves the core, in the whole product.

The good case: fifteen students fit on a small laptop, and an exercise is given by dragging, by keys and by two touches,
each taken back by Undo. The bad ones: a page or socket of a student or parent that gets an answer key, a note that is
not for them, or another child's name.
"""

import re
from typing import Any  # decoded JSON

from playwright.sync_api import Error as PlaywrightError, Locator, Page, expect

from tests.e2e.conftest import SignIn
from tests.e2e.page_acts import begin
from tests.e2e.student import StudentAtWork
from tests.e2e.test_lesson import TUTOR, card, control_centre
from tests.stack import Stack
from tests.system.clients import Rest

PARENT, MAYA, KOFI = (f"{name}@riverside.example" for name in ("parent", "student1", "student15"))
PRIVATE, FOR_STAFF = "Only the tutor reads this.", "The staff reads this."
KEYS = ("expectedAnswers", "acceptableVariants", "isCorrect")
WIDE, FLAT, TABLET = (1366, 768), (1366, 650), (1024, 768)

_OUTSIDE = """() => {
  const within = ({ left, top, right, bottom }) =>
    left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  const seen = [...document.querySelectorAll("article, [data-urgency], [aria-label='Hands up']")];
  const scrolls = [...document.querySelectorAll("html, main")]
    .filter((each) => each.scrollHeight > each.clientHeight + 1);
  return [...seen.filter((each) => !within(each.getBoundingClientRect())), ...scrolls]
    .map((each) => `${each.tagName} ${each.getAttribute("aria-label") ?? ""}`);
}"""
_SMALL_ACTIONS = """() => [...document.querySelectorAll("article button")]
  .map((each) => [each.getAttribute("aria-label"), each.getBoundingClientRect()])
  .filter(([name, { width, height }]) => name && (width < 44 || height < 44)).map(([name]) => name)"""


class Overheard:
    """Everything that a page is told, by REST and by its socket."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._answers: list[Any] = []
        self._frames: list[str] = []
        page.on("response", lambda answer: self._answers.append(answer) if "/api/" in answer.url else None)
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self._frames.append(str(frame))))

    def words(self) -> str:
        """All of it, once nothing is under way."""
        texts = [self._text(answer) for answer in self._answers if "json" in answer.headers.get("content-type", "")]
        return "\n".join([*texts, *self._frames])

    def _text(self, answer: Any) -> str:
        """Chromium forgets what came while a page was left: then the same is asked again as the same person."""
        try:
            return str(answer.text())
        except PlaywrightError:
            if answer.request.method != "GET":
                raise
            return self._page.request.get(answer.url).text()

    @property
    def has_socket(self) -> bool:
        """Whether the page heard the room."""
        return bool(self._frames)


def test_fifteen_students_fit(sign_in: SignIn) -> None:
    """Cards, hands and timer without scrolling; on a tablet each action is as large as a finger (18.1, 18.2)."""
    page = control_centre(sign_in)
    expect(page.get_by_role("article")).to_have_count(15)
    for width, height in (WIDE, FLAT):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.get_by_role("region", name="Hands up")).to_be_visible()
        assert page.evaluate(_OUTSIDE) == []
    tablet = sign_in(TUTOR, *TABLET, has_touch=True)
    tablet.goto(page.url)
    expect(tablet.get_by_role("article")).to_have_count(15)
    assert tablet.evaluate(_SMALL_ACTIONS) == []


def test_an_exercise_is_given_in_three_ways(sign_in: SignIn) -> None:
    """Dragged, by keys from the focused card, by touching it and then the card; Undo takes each back (18.3, 10)."""
    page = control_centre(sign_in)
    ella = card(page, "Ella Lindqvist")
    ella.focus()
    page.keyboard.press("a")
    give = page.get_by_role("button", name=re.compile("^Give .* to Ella")).first
    give.focus()
    page.keyboard.press("Enter")
    _take_back(page)

    page.get_by_role("button", name=re.compile("Choose for several")).click()
    row = page.get_by_role("listitem").filter(has=page.get_by_role("button", name=re.compile("^Drag "))).first
    row.get_by_role("button").nth(1).click()
    page.get_by_role("button", name=re.compile("^Give .* to Ella")).click()
    _take_back(page)

    page.keyboard.press("Escape")
    _drag(page, row.get_by_role("button", name=re.compile("^Drag ")), ella)
    _take_back(page)


def _take_back(page: Page) -> None:
    expect(page.get_by_text(re.compile("^Ella gets "))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.get_by_text(re.compile("^Ella gets "))).to_have_count(0)


def _drag(page: Page, what: Locator, onto: Locator) -> None:
    start, end = what.bounding_box(), onto.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] - 30, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + 60, end["y"] + 60, steps=8)
    expect(page.get_by_text(re.compile("^Drop to give Ella"))).to_be_visible()
    page.mouse.up()


def test_nobody_hears_what_is_not_for_them(sign_in: SignIn, stack: Stack) -> None:
    """No answer key, no private or staff note, no other child; older notes for the family arrive (18.12, 25)."""
    tutor = Rest(stack.core_url, TUTOR)
    control_centre(sign_in)
    session = next(each for each in tutor.get("/academic/sessions")["items"] if each["status"] == "IN_PROGRESS")["id"]
    places = tutor.get(f"/sessions/{session}/dashboard")["enrollments"]
    maya, kofi = Rest(stack.core_url, MAYA).id, Rest(stack.core_url, KOFI).id
    others = {each["student"]["id"] for each in places} - {maya, kofi}
    assert len(others) == 13
    for text, visibility in ((PRIVATE, "private"), (FOR_STAFF, "staff")):
        tutor.post(f"/sessions/{session}/notes", {"studentId": maya, "text": text, "visibility": visibility})

    student = StudentAtWork(sign_in(MAYA, *TABLET))
    told_student = Overheard(student.page)
    student.join()
    begin(student.page)
    student.answer()
    expect(student.page.get_by_text(re.compile("^Saved"))).to_be_visible()
    parent = sign_in(PARENT, 390, 844)
    told_parent = Overheard(parent)
    parent.get_by_role("link", name="Sessions").click()  # a page that is loaded anew forgets what it was told
    expect(parent.get_by_role("heading", name="Sessions", level=1)).to_be_visible()
    parent.get_by_role("link", name=re.compile("^Maya")).click()
    expect(parent.get_by_role("blockquote").first).to_be_visible()

    assert told_student.has_socket
    for told in (told_student.words(), told_parent.words()):
        secrets = [PRIVATE, FOR_STAFF, *(f'"{key}"' for key in KEYS)]
        assert [each for each in [*secrets, *others] if each in told] == []
