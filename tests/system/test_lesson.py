"""A lesson from start to end as REST and WebSocket clients live it, against the whole running system.

The good case: the tutor starts, the student works, asks, is helped, gets something else to do, and all is on record.
The bad ones: somebody else's session, an answer of the wrong shape, an ended session.
"""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.stack import Stack
from tests.system.clients import Rest, Room

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def supervisor(stack: Stack) -> Rest:
    """Plans Hillcrest's sessions."""
    return Rest(stack.core_url, "supervisor@hillcrest.example")


@pytest.fixture(scope="module")
def tutor(stack: Stack) -> Rest:
    """Teaches there."""
    return Rest(stack.core_url, "tutor@hillcrest.example")


@pytest.fixture(scope="module")
def student(stack: Stack) -> Rest:
    """Works at English 5 in Class 6."""
    return Rest(stack.core_url, "student1@hillcrest.example")


@pytest.fixture
def session(supervisor: Rest, tutor: Rest, student: Rest) -> dict[str, Any]:
    """Planned for now, after whatever was planned before has been ended."""
    for earlier in tutor.get("/academic/sessions")["items"]:
        if earlier["status"] == "SCHEDULED":
            tutor.post(f"/sessions/{earlier['id']}/start")
        if earlier["status"] in ("SCHEDULED", "IN_PROGRESS"):
            tutor.post(f"/sessions/{earlier['id']}/end")
    english = next(course for course in student.get("/courses")["items"] if course["slug"] == "english")
    now = datetime.now(UTC)
    made: dict[str, Any] = supervisor.post(
        "/academic/sessions",
        {
            "name": "System test",
            "tutorId": tutor.id,
            "scheduledStart": (now - timedelta(minutes=5)).isoformat(),
            "scheduledEnd": (now + timedelta(minutes=55)).isoformat(),
            "sessionMode": "HYBRID",
            "enrollments": [{"studentId": student.id, "courseId": english["id"]}],
        },
    )
    return made


def blanks(exercise: dict[str, Any]) -> list[dict[str, Any]]:
    """Answers of the right shape that hardly earn anything."""
    shapes: dict[str, Any] = {"NUMERICAL": "-99", "MATCHING": {}, "MULTIPLE_CHOICE": "none of these"}
    answers = []
    for index, question in enumerate(exercise["questions"]):
        answer = shapes.get(question["type"], "I do not know")
        if question["type"] == "FILL_IN_BLANK" and (count := question["question"].count("___")) > 1:
            answer = ["I do not know"] * count
        if question["type"] == "MULTIPLE_CHOICE":
            answer = question["options"][-1]
        answers.append({"questionIndex": index, "answer": answer})
    return answers


def after_readings(student: Rest, query: dict[str, str]) -> Any:
    """The next content that is an exercise, having read what comes before it."""
    content = student.get("/content/next", **query)
    while content["kind"] == "LESSON":
        student.post(f"/lessons/{content['lesson']['id']}/complete", {"sessionId": query["sessionId"]})
        content = student.get("/content/next", **query)
    return content


async def test_a_lesson(tutor: Rest, student: Rest, session: dict[str, Any]) -> None:
    """Every step is seen live by the other side, and the log has no gap at its end."""
    at = f"/sessions/{session['id']}"
    enrollment = student.get(f"{at}/student-view")["enrollments"][0]
    query = {"studentId": student.id, "courseId": enrollment["course"]["id"], "sessionId": session["id"]}
    async with Room(tutor, session["id"]) as helen, Room(student, session["id"]) as theo:
        assert (await helen.command("session:start"))["seq"] >= 1
        await theo.hears("session:started")
        exercise_id = await work_is_seen(student, query, helen, theo)
        await hand_is_answered(tutor, student, helen, theo)
        await marks_and_words_arrive(student, helen, theo)
        await work_is_graded(student, query, exercise_id, helen)
        await choice_is_served(tutor, student, query, enrollment["id"], theo)
        await helen.command("session:end")
        await theo.hears("session:ended")
        assert await theo.closed() == 4503
        told = helen.durable()
    the_record_is_whole(tutor, at, told)
    late = student.http.post(f"{at}/help-request", json={"message": "Still there?"})
    assert late.status_code == 409


async def work_is_seen(student: Rest, query: dict[str, str], helen: Room, theo: Room) -> str:
    """The next exercise is started, worked on and saved; the tutor sees each of it. Returns its id."""
    content = after_readings(student, query)
    assert content["source"] == "AUTO_SEQUENCE"
    assert content["reason"]["text"]
    exercise_id: str = content["exercise"]["id"]
    attempt = (await theo.command("activity:start", exerciseId=exercise_id, timestamp=0))["attemptId"]
    await helen.hears("exercise:started", studentId=student.id, attemptId=attempt)
    await theo.tell("activity:progress", exerciseId=exercise_id, progressPct=40, answeredCount=2, questionIndex=1)
    while (update := await helen.hears("student:update", studentId=student.id))["activity"]["progressPct"] != 40:
        helen.heard.remove(update)
    exercise = student.get(f"/exercises/{exercise_id}")
    assert "expectedAnswers" not in exercise
    draft = await theo.command("answers:draft", attemptId=attempt, base=0, answers=blanks(exercise)[:1])
    assert draft["revision"] == 1
    assert (await helen.hears("answers:draft", attemptId=attempt))["answers"] == blanks(exercise)[:1]
    return exercise_id


async def hand_is_answered(tutor: Rest, student: Rest, helen: Room, theo: Room) -> None:
    """By REST and by socket alike."""
    await theo.command("help:request", message="What is a clause?")
    hand = (await helen.hears("help:new", studentId=student.id, message="What is a clause?"))["requestId"]
    tutor.patch(f"/help-requests/{hand}/acknowledge")
    await theo.hears("help:updated", requestId=hand, status="ACKNOWLEDGED")
    await helen.command("help:resolve", requestId=hand)
    await theo.hears("help:updated", requestId=hand, status="RESOLVED")


async def marks_and_words_arrive(student: Rest, helen: Room, theo: Room) -> None:
    """Attendance by its older word, and a message."""
    await helen.command("attendance:mark", studentId=student.id, status="ATTENDING")
    await theo.hears("attendance:marked", status="PRESENT")
    await helen.command("message:send", studentId=student.id, text="Look at the comma.")
    await theo.hears("message:new", text="Look at the comma.", kind="message")


async def work_is_graded(student: Rest, query: dict[str, str], exercise_id: str, helen: Room) -> None:
    """What is handed in is graded or queued, and something else comes next."""
    answers = blanks(student.get(f"/exercises/{exercise_id}"))
    body = {"answers": answers, "sessionId": query["sessionId"]}
    attempt = student.post(f"/exercises/{exercise_id}/submit", body)
    assert attempt["status"] in ("AUTO_GRADED", "UNDER_REVIEW", "SUBMITTED")
    await helen.hears("exercise:submitted", attemptId=attempt["id"])
    assert after_readings(student, query)["exercise"]["id"] != exercise_id


async def choice_is_served(tutor: Rest, student: Rest, query: dict[str, str], place: str, theo: Room) -> None:
    """What the tutor chooses comes before the sequence (R172)."""
    choice = tutor.get("/exercises", courseId=query["courseId"], level="4")["items"][0]["id"]
    tutor.patch(f"/enrollments/{place}/assign", {"exerciseId": choice, "reason": "Warm up"})
    await theo.hears("content:assigned", exerciseId=choice, scope="session")
    override = student.get("/content/next", **query)
    assert (override["source"], override["exercise"]["id"]) == ("TUTOR_OVERRIDE", choice)


def the_record_is_whole(tutor: Rest, at: str, told: list[tuple[int, str]]) -> None:
    """The log is gapless and says what the tutor was told; the dashboard shows how it ended."""
    assert [seq for seq, _ in told] == list(range(told[0][0], told[0][0] + len(told)))
    log = tutor.get(f"{at}/events", after="0")
    assert [event["seq"] for event in log["events"]] == list(range(1, log["head"] + 1))
    assert set(told) <= {(event["seq"], event["type"]) for event in log["events"]}
    board = tutor.get(f"{at}/dashboard")
    assert board["session"]["status"] == "COMPLETED"
    assert board["attendance"][0]["status"] == "PRESENT"


async def test_hub_dies_and_nobody_misses_anything(
    stack: Stack, tutor: Rest, student: Rest, session: dict[str, Any]
) -> None:
    """What happens while the hub is down is there when the client resumes, once and in order."""
    tutor.post(f"/sessions/{session['id']}/start")
    device = str(uuid.uuid4())
    async with Room(tutor, session["id"], device=device) as before:
        stack.kill("realtime_hub.main")
        await before.closed()
    student.post(f"/sessions/{session['id']}/help-request", {"message": "Hello?"})
    student.post(f"/sessions/{session['id']}/reply", {"text": "The screen went grey."})
    after = await _back_in(tutor, session["id"], before.seq or 0, device)
    await after.hears("message:new", text="The screen went grey.")
    seqs = [seq for seq, _ in after.durable()]
    head = tutor.get(f"/sessions/{session['id']}/events", after="0")["head"]
    assert seqs == list(range((before.seq or 0) + 1, head + 1))
    await after.__aexit__(None, None, None)


async def _back_in(rest: Rest, session_id: str, seq: int, device: str) -> Room:
    """Tries until the hub is up again, as a client would."""
    for _ in range(60):
        try:
            return await Room(rest, session_id, seq=seq, device=device).__aenter__()
        except OSError:
            await asyncio.sleep(0.25)
    raise AssertionError("the hub did not come back")


def test_somebody_elses_session_and_bad_answers(stack: Stack, student: Rest, session: dict[str, Any]) -> None:
    """404 for another centre's, 422 with its path for a wrong shape, 404 for an exercise that does not exist."""
    riverside = Rest(stack.core_url, "tutor@riverside.example").get("/academic/sessions")["items"][0]
    foreign = student.http.get(f"/sessions/{riverside['id']}/student-view")
    assert foreign.status_code == 404
    unknown = student.http.post(f"/exercises/{uuid.uuid4()}/start", json={"sessionId": session["id"]})
    assert unknown.status_code == 404
    assert unknown.json()["code"] == "not_found"
