"""Raised hands.

The good case: a student raises a hand, the tutor takes it and puts it down, everyone concerned knows at each step.
The bad ones: two tutors at once, hands of others, hands that are over, words that are no words.
"""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from core_service.audit.models import AuditLog
from core_service.live.models import HelpRequest
from core_service.sessions.rules import SessionStatus
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.conftest import NOW, json_of
from tests.core_service.live.lesson import Lesson


@pytest.mark.parametrize("change", ["acknowledge", "resolve", "reopen", "cancel"])
def test_anonymous_changes_nothing(lesson: Lesson, change: str) -> None:
    """401."""
    request = lesson.raise_hand()
    assert lesson.client.patch(f"/api/help-requests/{request['id']}/{change}").status_code == 401


@pytest.mark.parametrize("change", ["acknowledge", "resolve", "reopen"])
@pytest.mark.parametrize("who", ["student1", "parent", "assessor"])
def test_only_staff_answer(lesson: Lesson, change: str, who: str) -> None:
    """403, naming the permission."""
    answer = lesson.change_hand(lesson.world.riverside.people[who], lesson.raise_hand(), change)
    assert (answer.status_code, json_of(answer)["permissions"]) == (403, ["HELP_REQUEST_RESPOND"])


@pytest.mark.parametrize("change", ["acknowledge", "resolve", "reopen"])
def test_other_tutors_and_centres(lesson: Lesson, change: str) -> None:
    """403 for a colleague who has nothing to do with the session, 404 for another centre."""
    request = lesson.raise_hand()
    assert lesson.change_hand(lesson.world.riverside.tutor2, request, change).status_code == 403
    assert lesson.change_hand(lesson.world.hillcrest.tutor, request, change).status_code == 404


def test_hand_of_another_student_looks_as_if_it_were_not_there(lesson: Lesson) -> None:
    """404: students know nothing of each other."""
    request = lesson.raise_hand()
    assert lesson.change_hand(lesson.world.riverside.student2, request, "cancel").status_code == 404


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (SessionStatus.SCHEDULED, "session_not_started"),
        (SessionStatus.COMPLETED, "session_ended"),
        (SessionStatus.CANCELLED, "session_cancelled"),
    ],
)
def test_hands_go_up_in_a_running_session_only(lesson: Lesson, status: SessionStatus, code: str) -> None:
    """409."""
    lesson.set_status(status)
    answer = lesson.post(lesson.student, "help-request")
    assert (answer.status_code, json_of(answer)["code"]) == (409, code)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"message": ""}, "message"),
        ({"message": "x" * 2001}, "message"),
        ({"message": 5}, "message"),
        ({"picture": "../etc/passwd"}, "picture"),
        ({"exerciseId": "none"}, "exerciseId"),
        ({"exerciseId": str(new_id())}, "exerciseId"),
        ({"urgent": True}, "urgent"),
    ],
)
def test_words_that_are_no_words(lesson: Lesson, body: dict[str, Any], path: str) -> None:
    """422 with the path; no hand goes up."""
    answer = lesson.post(lesson.student, "help-request", **body)
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, path)
    assert lesson.count(HelpRequest) == 0


def test_hand_goes_up(lesson: Lesson) -> None:
    """201 with all that was said; the tutor and the student themself learn of it, nobody else."""
    exercise_id = str(lesson.world.course.exercises[4][0])
    answer = lesson.post(lesson.student, "help-request", message="Why?", exerciseId=exercise_id, picture="stuck")
    assert answer.status_code == 201
    request = json_of(answer)
    expected = {"message": "Why?", "exerciseId": exercise_id, "picture": "stuck", "status": "PENDING"}
    assert expected.items() <= request.items()
    assert (request["studentName"], request["priority"]) == ("Student1", "NORMAL")
    [row] = lesson.log()
    assert row.member_ids == [lesson.student.id]
    assert row.event == {
        "type": "help:new",
        "studentId": str(lesson.student.id),
        "requestId": request["id"],
        "message": "Why?",
        "exerciseId": exercise_id,
        "picture": "stuck",
        "priority": "NORMAL",
        "requestedAt": "2026-11-17T16:30:00Z",
    }
    audit = lesson.db.scalars(sa.select(AuditLog).where(AuditLog.action == "HELP_REQUEST")).one()
    assert (audit.acting_role, "Why?" in str(audit.after)) == ("STUDENT", False)


def test_priority_is_not_the_students_to_set(lesson: Lesson) -> None:
    """Accepted and ignored."""
    assert lesson.raise_hand(priority="URGENT")["priority"] == "NORMAL"


def test_both_ways_raise_the_same_hand(lesson: Lesson) -> None:
    """C11: the second one changes the words of the first."""
    first = lesson.raise_hand(message="Help", picture="stuck")
    body = {"sessionId": str(lesson.id), "message": "Question 3"}
    answer = lesson.client.post("/api/help-requests", headers=lesson.student.headers, json=body)
    assert answer.status_code == 200
    assert (json_of(answer)["id"], json_of(answer)["message"]) == (first["id"], "Question 3")
    assert json_of(answer)["picture"] == "stuck"
    assert lesson.types() == ["help:new", "help:new"]


def test_same_words_again_are_no_news(lesson: Lesson) -> None:
    """A double tap."""
    for _ in range(2):
        lesson.raise_hand(message="Help")
    assert (lesson.types(), lesson.count(HelpRequest)) == (["help:new"], 1)


def test_acknowledged_then_resolved(lesson: Lesson, clock: FixedClock) -> None:
    """R221: who and when are kept; each step is told to the student."""
    request = lesson.raise_hand()
    clock.advance(seconds=20)
    taken = json_of(lesson.change_hand(lesson.tutor, request, "acknowledge"))
    assert (taken["status"], taken["acknowledgedById"]) == ("ACKNOWLEDGED", str(lesson.tutor.id))
    clock.advance(seconds=90)
    done = json_of(lesson.change_hand(lesson.tutor, request, "resolve"))
    assert (done["status"], done["resolvedById"]) == ("RESOLVED", str(lesson.tutor.id))
    waited = datetime.fromisoformat(done["acknowledgedAt"]) - NOW
    assert (waited.total_seconds(), datetime.fromisoformat(done["resolvedAt"])) == (20, clock.now())
    told = [(row.event["status"], row.event["byId"]) for row in lesson.log()[1:]]
    assert told == [("ACKNOWLEDGED", str(lesson.tutor.id)), ("RESOLVED", str(lesson.tutor.id))]
    assert all(row.member_ids == [lesson.student.id] for row in lesson.log())


def test_only_one_of_two_takes_a_hand(lesson: Lesson) -> None:
    """409 for the second, with who was faster; again by the first changes nothing."""
    request = lesson.raise_hand()
    assert lesson.change_hand(lesson.tutor, request, "acknowledge").status_code == 200
    late = lesson.change_hand(lesson.world.riverside.supervisor, request, "acknowledge")
    assert (late.status_code, json_of(late)["code"]) == (409, "help_request_taken")
    assert json_of(late)["acknowledgedById"] == str(lesson.tutor.id)
    assert lesson.change_hand(lesson.tutor, request, "acknowledge").status_code == 200
    assert lesson.types() == ["help:new", "help:updated"]


def test_student_puts_the_hand_down(lesson: Lesson) -> None:
    """And may raise it again: a new request."""
    first = lesson.raise_hand()
    assert json_of(lesson.change_hand(lesson.student, first, "cancel"))["status"] == "CANCELLED"
    assert lesson.raise_hand()["id"] != first["id"]


@pytest.mark.parametrize("change", ["acknowledge", "resolve", "reopen"])
def test_hand_that_was_put_down_is_over(lesson: Lesson, change: str) -> None:
    """409 with its status."""
    request = lesson.raise_hand()
    lesson.change_hand(lesson.student, request, "cancel")
    answer = lesson.change_hand(lesson.tutor, request, change)
    assert (answer.status_code, json_of(answer)["helpStatus"]) == (409, "CANCELLED")


def test_reopened_hand_is_up_with_its_words(lesson: Lesson) -> None:
    """Whoever only reads the log knows all of it again."""
    request = lesson.raise_hand(message="Why?")
    lesson.change_hand(lesson.tutor, request, "acknowledge")
    lesson.change_hand(lesson.tutor, request, "resolve")
    again = json_of(lesson.change_hand(lesson.tutor, request, "reopen"))
    assert (again["status"], again["acknowledgedAt"], again["resolvedAt"]) == ("PENDING", None, None)
    updated, renewed = lesson.log()[-2:]
    assert (updated.event["type"], updated.event["status"]) == ("help:updated", "PENDING")
    assert (renewed.event["type"], renewed.event["message"]) == ("help:new", "Why?")


def test_reopening_behind_a_newer_hand(lesson: Lesson) -> None:
    """409: a student has one hand up at most."""
    request = lesson.raise_hand()
    lesson.change_hand(lesson.tutor, request, "resolve")
    lesson.raise_hand()
    answer = lesson.change_hand(lesson.tutor, request, "reopen")
    assert (answer.status_code, json_of(answer)["code"]) == (409, "hand_already_up")


def test_staff_set_the_priority(lesson: Lesson) -> None:
    """R222; the alias of ACKNOWLEDGED is understood (C06)."""
    request = lesson.raise_hand()
    path = f"/api/help-requests/{request['id']}"
    body = {"priority": "URGENT", "status": "IN_PROGRESS"}
    changed = json_of(lesson.client.patch(path, headers=lesson.tutor.headers, json=body))
    assert (changed["priority"], changed["status"]) == ("URGENT", "ACKNOWLEDGED")
    empty = lesson.client.patch(path, headers=lesson.tutor.headers, json={})
    assert empty.status_code == 422


def test_list_is_what_concerns_somebody(lesson: Lesson, clock: FixedClock) -> None:
    """Oldest first: a tutor's lessons, an overseer's centre, a student's own."""
    people = lesson.world.riverside
    first = lesson.raise_hand(people.student2)
    clock.advance(seconds=1)
    second = lesson.raise_hand(people.student1)

    def listed(who: str, query: str = "") -> list[str]:
        answer = lesson.client.get(f"/api/help-requests{query}", headers=people.people[who].headers)
        return [item["id"] for item in json_of(answer)["items"]]

    both = [first["id"], second["id"]]
    assert [listed(who) for who in ("tutor", "supervisor", "tutor2", "student1")] == [both, both, [], both[1:]]
    assert listed("student1", f"?sessionId={lesson.id}") == both[1:]
    assert listed("tutor", f"?sessionId={lesson.id}&status=PENDING") == both
    assert listed("tutor", "?status=IN_PROGRESS") == []
    hidden = f"/api/help-requests?sessionId={lesson.world.foreign_session_id}"
    assert lesson.client.get(hidden, headers=lesson.tutor.headers).status_code == 404
    theirs = f"/api/help-requests?sessionId={lesson.id}"
    assert lesson.client.get(theirs, headers=people.tutor2.headers).status_code == 403


def test_list_goes_on_where_it_stopped(lesson: Lesson, clock: FixedClock) -> None:
    """By its cursor."""
    requests = []
    for who in (lesson.student, lesson.world.riverside.student2):
        requests.append(lesson.raise_hand(who)["id"])
        clock.advance(seconds=1)
    headers = lesson.tutor.headers
    first = json_of(lesson.client.get("/api/help-requests?limit=1", headers=headers))
    path = f"/api/help-requests?limit=1&cursor={first['nextCursor']}"
    second = json_of(lesson.client.get(path, headers=headers))
    assert [first["items"][0]["id"], second["items"][0]["id"]] == requests
    assert second["nextCursor"] is None
