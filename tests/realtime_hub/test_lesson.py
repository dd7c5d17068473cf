"""A lesson over real sockets: hello, live facts, commands, resuming."""

import asyncio

import pytest

from shared.events.reports import DraftReport, PresenceReport, decoded_report
from shared.events.room import MemberAdded, SessionStarted
from shared.events.shapes import RosterStudent
from shared.events.values import RoomRole, UserId
from tests.realtime_hub.room.builders import AMINA, BEN, TUTOR, roster_student
from tests.realtime_hub.stage import Client, Stage

pytestmark = pytest.mark.anyio


async def at_work(stage: Stage) -> tuple[Client, Client]:
    """Tutor and Amina, who has opened an exercise."""
    tutor, amina = await stage.join(TUTOR), await stage.join(AMINA)
    command = await amina.send("activity:start", exerciseId="fractions", timestamp=1)
    await amina.answer_to(command)
    return tutor, amina


async def test_hello_is_answered_with_welcome_and_snapshot(stage: Stage) -> None:
    """With the limits, so that a client can keep to them."""
    tutor = await stage.join(TUTOR)
    assert tutor.welcome["mode"] == "snapshot"
    assert tutor.welcome["limits"] == {
        "messageBytes": 65536,
        "messagesPerSecond": 30,
        "messagesBurst": 60,
        "commandsWaiting": 16,
    }
    assert set(tutor.sync["students"]) == {AMINA, BEN}


async def test_the_tutor_sees_progress_live(stage: Stage) -> None:
    """Within a tick."""
    tutor, amina = await at_work(stage)
    await amina.say(
        {"type": "activity:progress", "exerciseId": "fractions", "progressPct": 40, "answeredCount": 2, "ts": 17}
    )
    update = await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == 40)
    assert update["activity"] == update["activity"] | {"ts": 17, "answeredCount": 2, "status": "WORKING"}


async def test_a_batch_is_read_like_its_messages(stage: Stage) -> None:
    """A frame holds one message, or an array of them."""
    tutor, amina = await at_work(stage)
    step = {"type": "activity:progress", "exerciseId": "fractions", "answeredCount": 1}
    await amina.say([step | {"progressPct": 10}, step | {"progressPct": 20}])
    await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == 20)


async def test_a_command_is_acknowledged_once_the_core_has_committed_it(stage: Stage) -> None:
    """With its seq, and what it made; its event reaches who may see it."""
    tutor, amina = await stage.join(TUTOR), await stage.join(AMINA)
    ack = await amina.answer_to(await amina.send("help:request", message="what is a half?"))
    assert ack == {"type": "ack", "id": ack["id"], "seq": 1, "requestId": f"hand-{AMINA}"}
    event = await tutor.until("help:new")
    assert (event["seq"], event["message"]) == (1, "what is a half?")


async def test_a_repeated_id_is_answered_as_before_and_done_once(stage: Stage) -> None:
    """The client may not have seen the first answer."""
    amina = await stage.join(AMINA)
    command = {"type": "help:request", "id": "0190c5a8-0000-7000-8000-000000000009"}
    answers = []
    for _ in range(2):
        await amina.say(command)
        answers.append(await amina.answer_to(str(command["id"])))
    assert answers[0] == answers[1]
    assert len(stage.core.commands) == 1


async def test_commands_go_to_the_core_in_order_and_live_messages_do_not_wait(stage: Stage) -> None:
    """A slow core holds up commands, not progress."""
    tutor, amina = await at_work(stage)
    stage.core.delay_seconds = 0.3
    commands = [await tutor.send("message:send", text=f"message {number}") for number in (1, 2)]
    await amina.say({"type": "activity:progress", "exerciseId": "fractions", "progressPct": 55, "answeredCount": 2})
    await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == 55)
    assert not any(message["type"] == "ack" for message in tutor.seen)
    seqs = [(await tutor.answer_to(command))["seq"] for command in commands]
    assert seqs == [2, 3]


async def test_more_than_sixteen_waiting_commands_are_refused_for_now(stage: Stage) -> None:
    """The seventeenth may be sent again."""
    tutor = await stage.join(TUTOR)
    stage.core.delay_seconds = 0.2
    commands = [await tutor.send("session:start") for _ in range(17)]
    refusal = await tutor.answer_to(commands[16])
    assert (refusal["code"], refusal["retryAfterSeconds"]) == ("too_many_waiting", 1)
    stage.core.delay_seconds = 0


@pytest.mark.parametrize("answer", [(503, b""), (500, b"<html>"), (200, b"not json"), (429, b"{}")])
async def test_a_core_that_fails_is_a_retryable_error(stage: Stage, answer: tuple[int, bytes]) -> None:
    """And the same command succeeds later."""
    amina = await stage.join(AMINA)
    stage.core.next_answers = [answer]
    command = await amina.send("help:request")
    refusal = await amina.answer_to(command)
    assert refusal["code"] == ("rate_limited" if answer[0] == 429 else "core_unavailable")
    assert refusal["retryAfterSeconds"] > 0
    await amina.say({"type": "help:request", "id": command})
    assert (await amina.answer_to(command))["type"] == "ack"


async def test_the_cores_refusal_is_passed_on(stage: Stage) -> None:
    """With its stable code, and no invitation to try again."""
    amina = await stage.join(AMINA)
    stage.core.next_answers = [(409, b'{"code":"needs_placement","detail":"Place the student first."}')]
    refusal = await amina.answer_to(await amina.send("activity:start", exerciseId="x", timestamp=1))
    assert (refusal["code"], refusal["message"]) == ("needs_placement", "Place the student first.")
    assert "retryAfterSeconds" not in refusal


async def test_a_draft_is_acknowledged_once_it_is_in_the_stream(stage: Stage) -> None:
    """And the tutor reads along."""
    tutor, amina = await at_work(stage)
    await amina.say(
        {
            "type": "answers:draft",
            "attemptId": f"{AMINA}-fractions",
            "base": 0,
            "answers": [{"questionIndex": 0, "answer": "1/2"}],
        }
    )
    ack = await amina.until("ack")
    reports = [decoded_report(text) for text in stage.memory_bus.reports]
    assert [r.revision for r in reports if isinstance(r, DraftReport)] == [ack["revision"]] == [1]
    assert (await tutor.until("answers:draft"))["answers"] == [{"questionIndex": 0, "answer": "1/2"}]


async def test_while_redis_is_away_drafts_are_refused_for_now_and_events_still_arrive(stage: Stage) -> None:
    """Degraded, then recovered; positions heal what pub/sub lost."""
    tutor, amina = await at_work(stage)
    stage.memory_bus.take_down()
    await amina.until("degraded")
    draft = {"type": "answers:draft", "attemptId": f"{AMINA}-fractions", "base": 0, "answers": []}
    await amina.say(draft)
    assert (await amina.until("error"))["code"] == "draft_not_saved"
    stage.core.write(SessionStarted())
    await tutor.until("session:started")
    stage.memory_bus.bring_back()
    await amina.until("recovered")
    await amina.say(draft)
    await amina.until("ack")


async def test_a_lost_notice_is_healed_by_the_look_at_positions(stage: Stage) -> None:
    """Within three seconds, exactly once."""
    amina = await stage.join(AMINA)
    stage.core.loses_notices = True
    stage.core.write(SessionStarted())
    event = await amina.until("session:started")
    assert event["seq"] == 1
    assert stage.metrics.gaps_healed == 1


async def test_who_reconnects_resumes_where_they_were(stage: Stage) -> None:
    """All that was missed, and nothing twice."""
    amina = await stage.join(AMINA)
    stage.core.write(SessionStarted())
    await amina.until("session:started")
    amina.drop()
    for _ in range(3):
        stage.core.write(SessionStarted())
    again = await stage.join(AMINA, resume=1)
    assert again.welcome["mode"] == "resumed"
    assert [(await again.until("session:started"))["seq"] for _ in range(3)] == [2, 3, 4]


async def test_a_restarted_hub_lets_members_resume(stage: Stage) -> None:
    """What they missed comes from the core."""
    amina = await stage.join(AMINA)
    stage.core.write(SessionStarted())
    await amina.until("session:started")
    assert stage.hub is not None
    await stage.hub.stop()
    stage.core.write(SessionStarted())
    await stage.start_hub()
    again = await stage.join(AMINA, resume=1)
    assert again.welcome["mode"] == "resumed"
    assert (await again.until("session:started"))["seq"] == 2


async def test_members_who_open_a_room_at_the_same_time_share_it(stage: Stage) -> None:
    """One look at the core for all of them."""
    await asyncio.gather(*(stage.join(TUTOR, user_id=UserId(f"t{n}"), role=RoomRole.OBSERVER) for n in range(10)))
    assert sum("/events" not in r and "positions" not in r for r in stage.core.requests) == 1


async def test_a_student_enrolled_a_moment_ago_is_let_in_although_the_notice_was_lost(stage: Stage) -> None:
    """The room looks at the log before it refuses anybody."""
    await stage.join(TUTOR)
    stage.core.loses_notices = True
    carol: RosterStudent = roster_student(UserId("carol"))
    stage.core.write(MemberAdded(student_id=UserId("carol"), name=carol.name, seat=None, enrollments=carol.enrollments))
    joined = await stage.join(UserId("carol"))
    assert set(joined.sync["students"]) == {"carol"}


async def test_presence_is_reported_from_joining_to_leaving(stage: Stage) -> None:
    """One interval, closed."""
    amina = await stage.join(AMINA)
    amina.drop()
    async with asyncio.timeout(5):
        while True:
            reports = [decoded_report(text) for text in stage.memory_bus.reports]
            if any(isinstance(r, PresenceReport) and r.left_at for r in reports):
                break
            await asyncio.sleep(0.02)
    assert {r.connection_id for r in reports if isinstance(r, PresenceReport)} == {amina.welcome["connection"]}
