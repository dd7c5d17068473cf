"""The session's log as a readable timeline (R066).

The good case: the tutor reads what happened, in words, by type or by student. The bad ones: students, colleagues and
other centres, filters that do not exist.
"""

from typing import Any

import msgspec
import pytest

from core_service.foundation.runtime import Runtime
from core_service.live.rules.sentences import sentence
from shared.events.room import DurableEvent
from tests.core_service.conftest import json_of
from tests.core_service.live.lesson import Lesson
from tests.core_service.statements import statements_of


def texts(lesson: Lesson, query: str = "") -> list[str]:
    """What the tutor reads."""
    return [item["text"] for item in json_of(lesson.get(lesson.tutor, f"timeline{query}"))["items"]]


def test_anonymous_is_asked_to_sign_in(lesson: Lesson) -> None:
    """401."""
    assert lesson.client.get(f"/api/sessions/{lesson.id}/timeline").status_code == 401


@pytest.mark.parametrize("who", ["student1", "parent", "assessor", "tutor2"])
def test_only_staff_of_the_session_read(lesson: Lesson, who: str) -> None:
    """403 without the permission or the relation."""
    assert lesson.get(lesson.world.riverside.people[who], "timeline").status_code == 403


def test_wrong_centre_sees_nothing(lesson: Lesson) -> None:
    """404."""
    assert lesson.get(lesson.world.hillcrest.supervisor, "timeline").status_code == 404


def test_lesson_in_words(lesson: Lesson) -> None:
    """In the order in which it happened; by type and by student."""
    lesson.change_hand(lesson.tutor, lesson.raise_hand(message="Why?"), "resolve")
    second = str(lesson.world.riverside.student2.id)
    lesson.post(lesson.tutor, "attendance", studentId=second, status="LATE")
    lesson.post(lesson.tutor, "message", text="Well done")
    lesson.post(lesson.tutor, "end")
    assert texts(lesson) == [
        "Student1 raised a hand: “Why?”",
        "Student1 was helped.",
        "Student2 was marked late.",
        "Tutor to everyone: “Well done”",
        "The session ended.",
    ]
    assert texts(lesson, f"?studentId={second}") == ["Student2 was marked late."]
    assert texts(lesson, "?type=help:updated") == ["Student1 was helped."]
    assert lesson.get(lesson.world.riverside.supervisor, "timeline").status_code == 200


def test_pages_and_statements(lesson: Lesson, run: Runtime) -> None:
    """One by one, nothing twice; as many statements for three events as for one."""
    counts = []
    for number in range(3):
        lesson.post(lesson.tutor, "message", text=f"Number {number}")
        with statements_of(run) as sent:
            lesson.get(lesson.tutor, "timeline")
        counts.append(len(sent))
    assert counts[0] == counts[2]
    first = json_of(lesson.get(lesson.tutor, "timeline?limit=2"))
    assert len(first["items"]) == 2
    assert texts(lesson, f"?limit=2&cursor={first['nextCursor']}") == ["Tutor to everyone: “Number 2”"]


@pytest.mark.parametrize(("query", "path"), [("type=x", "type"), ("studentId=x", "studentId"), ("limit=0", "limit")])
def test_filters_that_do_not_exist(lesson: Lesson, query: str, path: str) -> None:
    """422 with the path."""
    answer = lesson.get(lesson.tutor, f"timeline?{query}")
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, path)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "session:started"}, "The session began."),
        ({"type": "session:changed"}, "The session was changed."),
        ({"type": "session:changed", "seats": {"a": "A1"}}, "Ada sits at A1 now."),
        ({"type": "session:changed", "seats": {"a": None}}, "Ada has no seat now."),
        ({"type": "member:removed", "studentId": "a"}, "Ada is no longer enrolled."),
        (
            {"type": "member:added", "studentId": "a", "name": "Ada", "seat": None, "enrollments": []},
            "Ada was enrolled.",
        ),
        ({"type": "attendance:marked", "studentId": "a", "status": None}, "Ada was un-marked."),
        (
            {
                "type": "exercise:submitted",
                "studentId": "a",
                "attemptId": "t",
                "exerciseId": "e",
                "status": "AUTO_GRADED",
                "score": 7.5,
                "maxScore": 10,
            },
            "Ada handed in “Sums”: 7.5 of 10.",
        ),
        (
            {
                "type": "exercise:graded",
                "studentId": "a",
                "attemptId": "t",
                "exerciseId": "gone",
                "status": "GRADED",
                "maxScore": 10,
            },
            "Ada got a piece of work marked.",
        ),
        (
            {"type": "content:assigned", "assignmentId": "x", "studentId": "a", "exerciseId": "e", "scope": "session"},
            "Ada was given “Sums”.",
        ),
        ({"type": "content:withdrawn", "assignmentId": "x", "studentId": "a"}, "Ada had an assignment taken back."),
        (
            {
                "type": "message:new",
                "messageId": "m",
                "fromId": "a",
                "studentId": "a",
                "text": "Yes",
                "kind": "message",
            },
            "Ada to the tutor: “Yes”",
        ),
        (
            {"type": "note:added", "noteId": "n", "studentId": "a", "byId": "gone", "visibility": "staff"},
            "Somebody noted something about Ada.",
        ),
        ({"type": "panel:changed", "studentId": "a", "mode": "TEACH"}, "Ada was taught."),
        ({"type": "help:updated", "studentId": "a", "requestId": "h", "status": "PENDING"}, "Ada waits for help."),
        (
            {"type": "help:updated", "studentId": "a", "requestId": "h", "status": "PENDING", "priority": "URGENT"},
            "Ada waits for help, urgently.",
        ),
        (
            {
                "type": "exercise:started",
                "studentId": "a",
                "enrollmentId": "n",
                "attemptId": "t",
                "exerciseId": "e",
                "title": "Sums",
                "exerciseType": "NUMERICAL",
                "questionCount": 2,
            },
            "Ada began “Sums”.",
        ),
    ],
)
def test_every_event_has_words(event: dict[str, Any], expected: str) -> None:
    """Names where they are known, none where somebody is gone."""
    known: DurableEvent = msgspec.convert(event, DurableEvent)
    assert sentence(known, {"a": "Ada", "e": "Sums"}) == expected
