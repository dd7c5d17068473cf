"""How long students wait: filters of the list, figures per session and tutor, escalation (R067, R222, R225)."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from core_service.centres.models import Centre
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, json_of
from tests.core_service.live.lesson import Lesson
from tests.core_service.statements import statements_of
from tests.factories.people import TestPerson

STATISTICS = "/api/help-requests/statistics"


def figures(lesson: Lesson, who: TestPerson, query: str = "") -> Any:
    """Of everything that concerns somebody."""
    return lesson.client.get(STATISTICS + query, headers=who.headers)


def help_after(lesson: Lesson, clock: FixedClock, student: TestPerson, seconds: int) -> None:
    """A hand goes up, is taken after so long, and resolved as long again after that."""
    request = lesson.raise_hand(student)
    for change in ("acknowledge", "resolve"):
        clock.advance(seconds=seconds)
        assert lesson.change_hand(lesson.tutor, request, change).status_code == 200


def test_anonymous_is_asked_to_sign_in(lesson: Lesson) -> None:
    """401."""
    assert lesson.client.get(STATISTICS).status_code == 401
    assert lesson.client.get(f"/api/sessions/{lesson.id}/help-statistics").status_code == 401


@pytest.mark.parametrize("who", ["student1", "parent", "assessor"])
def test_wrong_role_is_refused(lesson: Lesson, who: str) -> None:
    """403."""
    person = lesson.world.riverside.people[who]
    assert figures(lesson, person).status_code == 403
    assert lesson.get(person, "help-statistics").status_code == 403


def test_other_tutors_and_centres(lesson: Lesson) -> None:
    """403 and 404 for the session; nothing counts in their own figures."""
    lesson.raise_hand()
    assert lesson.get(lesson.world.riverside.tutor2, "help-statistics").status_code == 403
    assert lesson.get(lesson.world.hillcrest.supervisor, "help-statistics").status_code == 404
    for stranger in (lesson.world.riverside.tutor2, lesson.world.hillcrest.supervisor):
        shown = json_of(figures(lesson, stranger))
        assert (shown["overall"]["requests"], shown["overall"]["medianResponseSeconds"]) == (0, None)
        assert shown["tutors"] == []


def test_waiting_times(lesson: Lesson, clock: FixedClock) -> None:
    """Median and 90th percentile of the first answer, median of the resolution; each state is counted."""
    for seconds in (10, 20, 60):
        help_after(lesson, clock, lesson.student, seconds)
    lesson.change_hand(lesson.student, lesson.raise_hand(), "cancel")
    lesson.raise_hand(lesson.world.riverside.student2)
    expected = {
        "requests": 5,
        "answered": 3,
        "resolved": 3,
        "cancelled": 1,
        "waiting": 1,
        "medianResponseSeconds": 20.0,
        "p90ResponseSeconds": 52.0,
        "medianResolutionSeconds": 40.0,
    }
    shown = json_of(lesson.get(lesson.tutor, "help-statistics"))
    assert shown["overall"] == expected
    assert [(row.pop("tutor")["id"], row) for row in shown["tutors"]] == [(str(lesson.tutor.id), expected)]
    assert json_of(figures(lesson, lesson.world.riverside.supervisor))["overall"] == expected


def test_who_answered_is_who_counts(lesson: Lesson, clock: FixedClock) -> None:
    """A supervisor who resolves without taking it first has answered."""
    request = lesson.raise_hand()
    clock.advance(seconds=30)
    supervisor = lesson.world.riverside.supervisor
    lesson.change_hand(supervisor, request, "resolve")
    rows = json_of(figures(lesson, lesson.tutor))["tutors"]
    assert [(row["tutor"]["id"], row["medianResponseSeconds"]) for row in rows] == [(str(supervisor.id), 30.0)]
    assert json_of(figures(lesson, supervisor, f"?tutorId={lesson.tutor.id}"))["overall"]["requests"] == 0


def test_days_are_bounded(lesson: Lesson, clock: FixedClock) -> None:
    """The last 28 days, or those that are named."""
    lesson.raise_hand()
    clock.advance(days=29)
    assert json_of(figures(lesson, lesson.tutor))["overall"]["requests"] == 0
    since = (NOW - timedelta(days=1)).isoformat().replace("+00:00", "Z")
    assert json_of(figures(lesson, lesson.tutor, f"?since={since}"))["overall"]["requests"] == 1
    assert json_of(figures(lesson, lesson.tutor, f"?since={since}&until={since}"))["overall"]["requests"] == 0
    assert figures(lesson, lesson.tutor, "?since=yesterday").status_code == 422


def test_statements_do_not_grow(lesson: Lesson, clock: FixedClock, run: Runtime) -> None:
    """One request or four."""
    counts = []
    for _ in range(2):
        help_after(lesson, clock, lesson.student, 5)
        with statements_of(run) as sent:
            figures(lesson, lesson.tutor)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_list_filters(lesson: Lesson) -> None:
    """By priority, student and what is still open; a status beside `open` is 422."""
    one, two = lesson.raise_hand(), lesson.raise_hand(lesson.world.riverside.student2)
    headers = lesson.tutor.headers
    lesson.client.patch(f"/api/help-requests/{two['id']}", headers=headers, json={"priority": "URGENT"})
    lesson.change_hand(lesson.tutor, one, "resolve")

    def found(query: str) -> list[str]:
        items = json_of(lesson.client.get(f"/api/help-requests?{query}", headers=headers))["items"]
        return [item["id"] for item in items]

    assert found("priority=URGENT") == found("open=true") == [two["id"]]
    assert found(f"studentId={lesson.student.id}") == found("status=RESOLVED") == [one["id"]]
    assert found("open=false") == [one["id"], two["id"]]
    wrong = lesson.client.get("/api/help-requests?open=true&status=PENDING", headers=headers)
    assert (wrong.status_code, json_of(wrong)["errors"][0]["path"]) == (422, "open")


@pytest.mark.parametrize(("chosen", "minutes"), [({}, 5), ({"helpEscalationMinutes": 2}, 2)])
def test_hand_that_waits_is_escalated(lesson: Lesson, chosen: dict[str, int], minutes: int) -> None:
    """R225: after the centre's wait, once per hand, whatever words are added to it."""
    lesson.db.get_one(Centre, lesson.world.riverside.id).settings = chosen
    lesson.db.commit()
    request = lesson.raise_hand()
    lesson.raise_hand(message="Please")
    job = lesson.db.scalars(sa.select(PendingJob).where(PendingJob.name == "notifications.escalate_help")).one()
    assert (job.due_at, job.arguments) == (NOW + timedelta(minutes=minutes), {"helpRequestId": request["id"]})


def test_reopened_hand_is_escalated_anew(lesson: Lesson, clock: FixedClock) -> None:
    """Its wait begins again."""
    request = lesson.raise_hand()
    lesson.change_hand(lesson.tutor, request, "resolve")
    clock.advance(minutes=20)
    lesson.change_hand(lesson.tutor, request, "reopen")
    found = sa.select(PendingJob.due_at).where(PendingJob.name == "notifications.escalate_help")
    assert set(lesson.db.scalars(found)) == {NOW + timedelta(minutes=5), NOW + timedelta(minutes=25)}
