"""What the core's benchmark asks: the five patterns of R318, days, lists and reports, each in somebody's name."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.client import HTTPConnection
from itertools import chain, cycle, islice
from typing import Any  # JSON of the API
from urllib.parse import urlencode

import msgspec

from loadtests.children import NotMeasured
from loadtests.credentials import Person, Room

REPORTS = ("progress", "tutor-workload", "tutor-outcomes", "seats", "demand", "assessment-queue", "attendance", "waits")
_REVIEWED_PER_CENTRE, _MOST_READINGS = 8, 6


class Request(msgspec.Struct, frozen=True):
    """One request; with a body it is a POST. `before` are sent first, untimed: what it stands on."""

    path: str
    token: str
    body: dict[str, Any] | None = None
    before: tuple["Request", ...] = ()


Ask = Callable[[Request], Any]
"""Sends a request and returns the answer's JSON."""


def kinds_of_requests(rooms: Sequence[Room], ask: Ask) -> dict[str, Sequence[Request]]:
    """All kinds; those that change something come last, and are enough for each to be sent once."""
    kinds: dict[str, Sequence[Request]] = {
        "dashboard of 15 students": _of_tutors(rooms, "/api/sessions/{room.session_id}/dashboard"),
        "content/next": list(chain.from_iterable(map(_next_contents, rooms))),
        "parent's progress": list(chain.from_iterable(map(_children, rooms))),
        "tutor's my day": _of_tutors(rooms, "/api/academic/tutor/my-day"),
        "centre's today": _of(rooms, "supervisor", "/api/centre/today"),
        "sessions of a day": _of_tutors(rooms, "/api/academic/sessions"),
        "catch-ups": _of_tutors(rooms, "/api/academic/catchups"),
        "help statistics": _of(rooms, "supervisor", "/api/help-requests/statistics"),
        "assessment queue": _of(rooms, "assessor", "/api/assessment/queue"),
        "recommendations": _of(rooms, "assessor", "/api/assessment/recommendations"),
        "audit search": _of(rooms, "supervisor", "/api/audit"),
    }
    kinds |= {f"report {name}": _of(rooms, "supervisor", f"/api/reports/{name}") for name in REPORTS}
    kinds["report student-levels"] = [
        Request(f"/api/reports/student-levels?studentId={room.students[0].id}", room.supervisor.token) for room in rooms
    ]
    return kinds | {
        "bulk attendance of 15": list(chain.from_iterable(map(_attendance, rooms))),
        "submit and grade": list(chain.from_iterable(_submits(room, ask) for room in rooms)),
        "review with levels": list(chain.from_iterable(_reviews(room, ask) for room in rooms)),
    }


def asker(port: int) -> Ask:
    """Asks the core at this port, untimed."""

    def ask(request: Request) -> Any:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            return send(connection, request, {})
        finally:
            connection.close()

    return ask


def send(connection: HTTPConnection, request: Request, headers: Mapping[str, str]) -> Any:
    """The answer's JSON. Raises NotMeasured if it is an error."""
    method = "GET" if request.body is None else "POST"
    body = None if request.body is None else json.dumps(request.body)
    sent = {"Authorization": f"Bearer {request.token}", "Content-Type": "application/json", **headers}
    connection.request(method, request.path, body=body, headers=sent)
    answer = connection.getresponse()
    read = answer.read()
    if answer.status >= 300:
        raise NotMeasured(f"{request.path} answered {answer.status}: {read[:500]!r}")
    return json.loads(read) if read else None


def _of_tutors(rooms: Sequence[Room], path: str) -> list[Request]:
    return [Request(path.format(room=room), room.tutor.token) for room in rooms]


def _of(rooms: Sequence[Room], who: str, path: str) -> list[Request]:
    people: list[Person] = [getattr(room, who) for room in rooms]
    return [Request(path, person.token) for person in people]


def _next_contents(room: Room) -> Iterator[Request]:
    for student in room.students:
        asked = {"courseId": student.course_id, "sessionId": room.session_id}
        yield Request(f"/api/content/next?{urlencode(asked)}", student.token)


def _children(room: Room) -> Iterator[Request]:
    for child in room.students[:2]:
        yield Request(f"/api/parent/children/{child.id}", room.parent.token)


def _attendance(room: Room) -> Iterator[Request]:
    """The whole room each time, every third student marked anew."""
    for turn in range(3):
        statuses = islice(cycle(("PRESENT", "LATE", "ABSENT")), turn, None)
        records = [
            {"studentId": each.id, "status": status} for each, status in zip(room.students, statuses, strict=False)
        ]
        yield Request(
            "/api/academic/attendance/bulk", room.tutor.token, {"sessionId": room.session_id, "records": records}
        )


def _submits(room: Room, ask: Ask) -> Iterator[Request]:
    """Each student opens what comes next and hands it in, empty."""
    for student in room.students:
        session = {"sessionId": room.session_id}
        content = _past_readings(student, session, ask)
        if content["kind"] == "EXERCISE":
            path = f"/api/exercises/{content['exercise']['id']}"
            start = Request(f"{path}/start", student.token, session)
            yield Request(f"{path}/submit", student.token, {"answers": [], **session}, before=(start,))


def _past_readings(student: Person, session: Mapping[str, str], ask: Ask) -> Any:
    """What comes next once the readings before it are read."""
    query = urlencode({"courseId": student.course_id, **session})
    following = Request(f"/api/content/next?{query}", student.token)
    content = ask(following)
    for _ in range(_MOST_READINGS):
        if content["kind"] == "LESSON":
            ask(Request(f"/api/lessons/{content['lesson']['id']}/complete", student.token, dict(session)))
            content = ask(following)
    return content


def _reviews(room: Room, ask: Ask) -> Iterator[Request]:
    """Some of what waits in the centre: claimed, then completed with half of the points."""
    queue = ask(Request(f"/api/assessment/queue?limit={_REVIEWED_PER_CENTRE}", room.assessor.token))
    for item in queue["items"]:
        attempt = {"attemptId": item["attemptId"]}
        claim = Request("/api/assessment/claim", room.assessor.token, attempt)
        done = {**attempt, "decision": "complete", "feedback": "Read it aloud once more."}
        done["metrics"] = {"comprehensionLevel": 0.5}
        review = ask(claim)
        rubric = review.get("rubric")
        if rubric:
            done["criteriaScores"] = [
                {"criterionName": each["name"], "score": each["maxPoints"] // 2, "comment": None}
                for each in rubric["criteria"]
            ]
        else:
            done["overallScore"] = review["attemptMaxScore"] / 2
        yield Request("/api/assessment/review", room.assessor.token, done, before=(claim,))
