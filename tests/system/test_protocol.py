"""What PROTOCOL promises to each role, asked of the whole running system by a client that knows nothing else.

The good case: everybody hears what is for them, and what waited on a tablet is done once. The bad ones: a command of
another role, one that nobody can read, a draft on a stale base, somebody who signs out.
"""

import asyncio
import json
import time
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.stack import Stack
from tests.system.clients import Message, Rest, Room

pytestmark = pytest.mark.anyio

_SOMETHING = str(uuid.uuid4())
OF_STUDENTS: dict[str, Message] = {
    "activity:start": {"exerciseId": _SOMETHING, "timestamp": 1},
    "help:request": {},
    "help:cancel": {},
    "message:reply": {"text": "x"},
}
OF_TUTORS: dict[str, Message] = {
    "content:assign": {"studentId": _SOMETHING, "exerciseId": _SOMETHING},
    "content:withdraw": {"assignmentId": _SOMETHING},
    "activity:mark-complete": {"studentId": _SOMETHING, "exerciseId": _SOMETHING},
    "help:acknowledge": {"requestId": _SOMETHING},
    "help:resolve": {"requestId": _SOMETHING},
    "help:reopen": {"requestId": _SOMETHING},
    "message:send": {"text": "x"},
    "attendance:mark": {"studentId": _SOMETHING, "status": "PRESENT"},
    "session:start": {},
    "session:end": {},
    "note:add": {"studentId": _SOMETHING, "text": "x", "visibility": "staff"},
    "panel:mode": {"studentId": _SOMETHING, "mode": "TEACH"},
}
_FIVE_ARE_ABUSE = 4


@pytest.fixture(scope="module")
def tutor(stack: Stack) -> Rest:
    """Teaches the lesson that is on now."""
    return Rest(stack.core_url, "tutor@riverside.example")


@pytest.fixture(scope="module")
def supervisor(stack: Stack) -> Rest:
    """May observe it, and step in."""
    return Rest(stack.core_url, "supervisor@riverside.example")


@pytest.fixture(scope="module")
def lesson(tutor: Rest) -> str:
    """The demo tutor's, begun."""
    now = datetime.now(UTC)
    on_now = next(
        each["id"]
        for each in tutor.get("/academic/sessions")["items"]
        if datetime.fromisoformat(each["scheduledStart"]) <= now < datetime.fromisoformat(each["scheduledEnd"])
    )
    tutor.post(f"/sessions/{on_now}/start")
    return str(on_now)


def student(stack: Stack, number: int) -> Rest:
    """One of the fifteen, signed in anew."""
    return Rest(stack.core_url, f"student{number}@riverside.example")


async def are_refused(rest: Rest, lesson: str, commands: dict[str, Message]) -> None:
    """Each by its id, and nothing worse; four on a connection, since the fifth would end it."""
    names = list(commands)
    for start in range(0, len(names), _FIVE_ARE_ABUSE):
        async with Room(rest, lesson) as room:
            for name in names[start : start + _FIVE_ARE_ABUSE]:
                assert (await room.refused(name, **commands[name]))["code"] == "not_allowed", name


async def test_nobody_says_what_belongs_to_another_role(
    stack: Stack, tutor: Rest, supervisor: Rest, lesson: str
) -> None:
    """Students nothing of tutors', tutors nothing of students', observers nothing at all."""
    await are_refused(student(stack, 1), lesson, OF_TUTORS)
    await are_refused(tutor, lesson, OF_STUDENTS)
    await are_refused(supervisor, lesson, OF_STUDENTS | OF_TUTORS)


async def test_a_command_that_cannot_be_read_is_refused_by_its_id(tutor: Rest, lesson: str) -> None:
    """Nobody waits for an answer that does not come."""
    async with Room(tutor, lesson) as room:
        error = await room.refused("attendance:mark", studentId=_SOMETHING, status="GONE")
        assert error["code"] == "bad_message"


async def test_students_never_hear_of_each_other(stack: Stack, tutor: Rest, lesson: str) -> None:
    """Neither ids nor names, over the socket or by REST, whatever the tutor does with the other one."""
    two, three = student(stack, 2), student(stack, 3)
    async with Room(tutor, lesson) as helen, Room(two, lesson) as leo, Room(three, lesson) as aisha:
        hand = (await leo.command("help:request", message="Which one?"))["requestId"]
        await helen.command("help:acknowledge", requestId=hand)
        await helen.command("attendance:mark", studentId=two.id, status="LATE")
        await helen.command("panel:mode", studentId=two.id, mode="TEACH")
        await helen.command("message:send", studentId=two.id, text="Try the second.")
        await leo.command("message:reply", text="Thank you.")
        await leo.command("help:cancel")
        end = await helen.command("message:send", text="Five minutes left.")
        await aisha.hears("message:new", seq=end["seq"])
        assert {"help:updated", "attendance:marked", "message:new"} <= {each["type"] for each in leo.heard}
        names = {user: state["name"] for user, state in (await helen.hears("session:sync"))["students"].items()}
        told: Any = [aisha.heard, three.get(f"/sessions/{lesson}/events", after="0")]
        told.append(three.get(f"/sessions/{lesson}/student-view"))
        text = json.dumps(told)
        assert three.id in text
        assert [name for user, name in names.items() if user != three.id and (user in text or name in text)] == []


async def test_what_waited_on_a_tablet_is_done_once_and_in_order(stack: Stack, tutor: Rest, lesson: str) -> None:
    """After ten minutes without a network, by another login: in one frame, with what was answered before."""
    async with Room(tutor, lesson) as helen:
        async with Room(student(stack, 4), lesson) as before:
            sent = {"type": "message:reply", "id": str(uuid.uuid4()), "text": "Before the tunnel."}
            await before.say([sent])
            answered = await before.hears("ack", id=sent["id"])
        async with Room(student(stack, 4), lesson) as after:
            waited: list[Message] = [
                {"type": "help:request", "id": str(uuid.uuid4()), "message": "In the tunnel."},
                {"type": "message:reply", "id": str(uuid.uuid4()), "text": ""},
                {"type": "help:cancel", "id": str(uuid.uuid4())},
                {"type": "message:reply", "id": str(uuid.uuid4()), "text": "Out again."},
            ]
            await after.say([sent, *waited])
            assert await after.hears("ack", id=sent["id"]) == answered
            assert (await after.hears("error", id=waited[1]["id"]))["code"] == "bad_message"
            seqs = [(await after.hears("ack", id=waited[place]["id"]))["seq"] for place in (0, 2, 3)]
            assert seqs == sorted(seqs)
            await helen.hears("message:new", seq=seqs[-1], text="Out again.")
        assert [each["text"] for each in helen.heard if "tunnel" in each.get("text", "")] == [sent["text"]]


async def test_who_steps_in_holds_the_tutors_role_from_a_fresh_snapshot(
    tutor: Rest, supervisor: Rest, lesson: str
) -> None:
    """The observing connection ends with 4002, the room is told, and the new one may write."""
    async with Room(tutor, lesson) as helen, Room(supervisor, lesson) as observing:
        async with Room(supervisor, lesson, seq=observing.seq, role="tutor") as teaching:
            assert await observing.closed() == 4002
            assert teaching.heard[0]["mode"] == "snapshot"
            await teaching.command("message:send", text="I am here too.")
        assert supervisor.id in (await helen.hears("session:changed"))["tutorIds"]


async def test_who_signs_out_leaves_every_room_within_a_second(stack: Stack, lesson: str) -> None:
    """4504."""
    five = student(stack, 5)
    async with Room(five, lesson) as room:
        await asyncio.to_thread(five.http.post, "/auth/logout")
        began = time.monotonic()
        assert await room.closed() == 4504
        assert time.monotonic() - began < 1.0
