"""A simulated student works as a person at a page does: content by REST, progress and drafts to the hub."""

import asyncio
from random import Random
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection, serve

from loadtests.core_api import CoreApi, Json, TicketGrant
from loadtests.simulated_student import SimulatedStudent, Temper
from shared.events.codes import CloseCode
from shared.events.control import Ack
from shared.events.room import SessionSync
from shared.events.values import CommandId, SessionStatus
from tests.loadtests.test_room_connection import frame, welcome

QUESTIONS = [
    {"type": "NUMERICAL", "question": "$2 + 3 =$"},
    {"type": "SHORT_ANSWER", "question": "Why?"},
]
AT_ONCE = Temper(question_seconds=0.0, asks_for_help=0.0, goes_quiet=0.0, drops_out=0.0, accuracy=1.0)


class OneReadingThenOneExercise(CoreApi):
    """The REST side of a lesson, kept in memory."""

    def __init__(self, url: str) -> None:
        super().__init__("http://127.0.0.1")
        self.user_id, self.url = "student", url
        self.lessons_read: list[str] = []
        self.handed_in: list[Json] = []
        self.is_done = asyncio.Event()

    async def ticket(self, session_id: str) -> TicketGrant:
        return TicketGrant("ticket", self.url)

    async def student_view(self, session_id: str) -> Json:
        return {"enrollments": [{"course": {"id": "mathematics"}}]}

    async def next_content(self, course_id: str, session_id: str) -> Json:
        if self.handed_in:
            return {"kind": "NOTHING"}
        if not self.lessons_read:
            return {"kind": "LESSON", "lesson": {"id": "lesson", "title": "Numbers"}, "assignmentId": None}
        return {"kind": "EXERCISE", "exercise": {"id": "exercise", "title": "Adding"}}

    async def complete_lesson(self, lesson_id: str, session_id: str, assignment_id: str | None) -> Json:
        self.lessons_read.append(lesson_id)
        return {}

    async def start_exercise(self, exercise_id: str, session_id: str) -> Json:
        return {"attempt": {"id": "attempt", "draftRevision": 4}, "exercise": {"questions": QUESTIONS}}

    async def submit(self, exercise_id: str, session_id: str, answers: list[Json]) -> Json:
        self.handed_in = answers
        self.is_done.set()
        return {"score": 1.0, "maxScore": 2}


def test_a_student_reads_answers_and_hands_in() -> None:
    """Every draft builds on the revision that the hub gave; progress reaches 100 %; the answers are handed in."""
    heard: list[Any] = []

    async def scenario() -> OneReadingThenOneExercise:
        async def play_hub(connection: ServerConnection) -> None:
            await connection.recv()
            sync = SessionSync(seq=0, students={}, tutor_online=True, status=SessionStatus.IN_PROGRESS)
            await connection.send(frame(welcome(), sync))
            async for text in connection:
                message = msgspec.json.decode(text)
                heard.append(message)
                if message["type"] == "answers:draft":
                    ack = Ack(id=CommandId(message["id"]), seq=None, revision=message["base"] + 1)
                    await connection.send(frame(ack))

        async with serve(play_hub, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            async with OneReadingThenOneExercise(f"ws://127.0.0.1:{port}/ws/s") as api:
                student = SimulatedStudent(api, "session", AT_ONCE, Random(4), lambda words: None)
                attending = asyncio.create_task(student.attend())
                await api.is_done.wait()
                for connection in list(server.connections):
                    await connection.close(CloseCode.SESSION_ENDED)
                assert await attending == "the session has ended"
                return api

    api = asyncio.run(asyncio.wait_for(scenario(), 20))
    drafts = [message for message in heard if message["type"] == "answers:draft"]
    progress = [message["progressPct"] for message in heard if message["type"] == "activity:progress"]
    assert api.lessons_read == ["lesson"]
    assert api.handed_in[0] == {"questionIndex": 0, "answer": 5}
    assert api.handed_in == drafts[-1]["answers"]
    assert [draft["base"] for draft in drafts] == list(range(4, 4 + len(drafts)))
    assert progress[0] == 50
    assert progress[-1] == 100
