"""Everything that ends a connection or is refused: the documented code, the reason in words, no harm to others."""

import asyncio
import time
from typing import Any

import pytest
from websockets.frames import Frame, Opcode

from realtime_hub import connection
from shared.events.codes import CLOSE_MEANINGS, CloseCode
from shared.events.notices import Revocation
from shared.events.room import MemberRemoved, SessionChanged
from shared.events.values import LoginId, RoomRole, UserId
from shared.tickets import RoomTicket, TicketSigner
from tests.realtime_hub.room.builders import AMINA, CENTRE, SESSION, TUTOR
from tests.realtime_hub.stage import Stage, key_pair, other_session

pytestmark = pytest.mark.anyio


async def closes_with(stage: Stage, ticket: str, **hello: Any) -> tuple[int, str]:  # fields of hello
    """How a hello with this ticket ends."""
    client = await stage.connect()
    await client.hello(ticket, **hello)
    return await client.close_code()


def expected(code: CloseCode) -> tuple[int, str]:
    """A close code and its words."""
    return int(code), CLOSE_MEANINGS[code].reason


async def test_a_forged_ticket_is_bad(stage: Stage) -> None:
    """4500: signed by somebody else, damaged, or no ticket at all."""
    good = RoomTicket(
        id="1",
        user_id=AMINA,
        login_id=LoginId("l"),
        session_id=SESSION,
        centre_id=CENTRE,
        role=RoomRole.TUTOR,
        join_by=int(time.time()) + 100,
        until=int(time.time()) + 100,
    )
    for text in (TicketSigner(key_pair()[0]).sign(good), "x" + stage.ticket(), "nonsense", ""):
        assert await closes_with(stage, text) == expected(CloseCode.BAD_TICKET)


async def test_a_ticket_joins_once(stage: Stage) -> None:
    """4500 for who replays it; the first one stays."""
    ticket = stage.ticket()
    first = await stage.connect()
    await first.hello(ticket)
    await first.until("welcome")
    assert await closes_with(stage, ticket) == expected(CloseCode.BAD_TICKET)
    await first.say({"type": "resync"})
    await first.until("session:sync")


async def test_a_replayed_ticket_is_bad_on_a_restarted_hub_too(stage: Stage) -> None:
    """Redis remembers it."""
    ticket = stage.ticket()
    client = await stage.connect()
    await client.hello(ticket)
    await client.until("welcome")
    assert stage.hub is not None
    await stage.hub.stop()
    await stage.start_hub()
    assert await closes_with(stage, ticket) == expected(CloseCode.BAD_TICKET)


async def test_another_sessions_ticket_is_bad(stage: Stage) -> None:
    """4500."""
    assert await closes_with(stage, stage.ticket(session_id=other_session())) == expected(CloseCode.BAD_TICKET)


async def test_a_ticket_past_its_time_is_to_be_fetched_anew(stage: Stage) -> None:
    """4010: past joinBy, or past until."""
    past = int(time.time()) - 60
    assert await closes_with(stage, stage.ticket(join_by=past)) == expected(CloseCode.TICKET_EXPIRED)
    assert await closes_with(stage, stage.ticket(until=past)) == expected(CloseCode.TICKET_EXPIRED)


async def test_a_connection_ends_with_its_ticket(stage: Stage) -> None:
    """4010 at `until`."""
    client = await stage.join(AMINA, until=int(time.time()) + 2)
    assert await client.close_code() == expected(CloseCode.TICKET_EXPIRED)


async def test_who_is_not_in_the_session_is_forbidden(stage: Stage) -> None:
    """4501, also when the core knows no such session."""
    assert await closes_with(stage, stage.ticket(UserId("stranger"))) == expected(CloseCode.FORBIDDEN)
    session = other_session()
    client = await stage.connect(session)
    await client.hello(stage.ticket(session_id=session))
    assert await client.close_code() == expected(CloseCode.FORBIDDEN)


async def test_a_room_that_cannot_open_asks_to_try_later(stage: Stage) -> None:
    """4004 while the core is away; afterwards it opens."""
    stage.core.is_away = True
    assert await closes_with(stage, stage.ticket()) == expected(CloseCode.OVERLOAD)
    stage.core.is_away = False
    await stage.join(AMINA)


async def test_another_version_of_the_protocol_is_told_so(stage: Stage) -> None:
    """4507, whatever else that version may say."""
    wrong = expected(CloseCode.UPGRADE_REQUIRED)
    assert await closes_with(stage, stage.ticket(), protocol=2) == wrong
    assert await closes_with(stage, stage.ticket(), protocol=2, colour="blue") == wrong


@pytest.mark.parametrize(
    "text",
    [
        *("{", "[]", "null", '{"type":"heartbeat","isActive":true}', '{"type":"hello","protocol":1}', "x" * 9000),
        '{"type":"hello","protocol":1,"ticket":"t","device":"0190c5a8-0000-7000-8000-000000000001\\n"}',
        '{"protocol":1,"ticket":"t","device":"0190c5a8-0000-7000-8000-000000000001"}',
    ],
)
async def test_what_is_no_hello_is_a_protocol_error(stage: Stage, text: str) -> None:
    """4505, for one above 8 KB too."""
    client = await stage.connect()
    await client.socket.send(text)
    assert await client.close_code() == expected(CloseCode.PROTOCOL_ERROR)


async def test_no_hello_in_time_is_a_protocol_error(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """4505."""
    monkeypatch.setattr(connection, "HELLO_SECONDS", 0.05)
    client = await stage.connect()
    assert await client.close_code() == expected(CloseCode.PROTOCOL_ERROR)


async def test_a_message_above_64_kb_is_a_protocol_error(stage: Stage) -> None:
    """4505, in one frame or in fragments, with the library's explanation."""
    for whole in (["x" * 70_000], ["x" * 40_000, "x" * 40_000]):
        client = await stage.join(AMINA)
        await client.socket.send(whole[0] if len(whole) == 1 else whole)
        code, reason = await client.close_code()
        assert code == CloseCode.PROTOCOL_ERROR
        assert reason.startswith(CLOSE_MEANINGS[CloseCode.PROTOCOL_ERROR].reason)


async def test_broken_utf8_is_a_protocol_error(stage: Stage) -> None:
    """4505, wherever it stands."""
    for payload in (b'{"type":"heart\xff"}', b"\xff\xfe"):
        client = await stage.join(AMINA)
        await client.socket.send(payload, text=True)
        assert await client.close_code() == expected(CloseCode.PROTOCOL_ERROR)


async def test_binary_messages_are_a_protocol_error(stage: Stage) -> None:
    """4505: the protocol is text."""
    client = await stage.join(AMINA)
    await client.socket.send(b'{"type":"resync"}')
    assert await client.close_code() == expected(CloseCode.PROTOCOL_ERROR)


async def test_frames_against_the_rules_of_websocket_are_a_protocol_error(stage: Stage) -> None:
    """4505: an unmasked frame, a reserved opcode, a continuation of nothing."""
    unmasked = Frame(Opcode.TEXT, b"{}").serialize(mask=False)
    for data in (unmasked, b"\x83\x80\x00\x00\x00\x00", b"\x80\x80\x00\x00\x00\x00"):
        client = await stage.join(AMINA)
        client.socket.transport.write(data)
        assert (await client.close_code())[0] == CloseCode.PROTOCOL_ERROR


BAD_MESSAGES = [
    "{",
    "[]",
    "[" * 5000,
    '{"type":"help:cancel","id":' + "[" * 5000,
    '{"type":"canvas:update","studentId":"s","elements":[]}',
    '{"type":"heartbeat","isActive":true,"role":"tutor"}',
    '{"type":"heartbeat","isActive":"yes"}',
    '{"type":"activity:progress","exerciseId":"e","progressPct":' + "9" * 5000 + ',"answeredCount":0}',
    '{"type":"message:reply","id":"0190c5a8-0000-7000-8000-000000000001","text":"a\\u0000b"}',
    '{"type":"message:reply","id":"0190c5a8-0000-7000-8000-000000000001","text":"\\ud800"}',
    '{"type":"message:reply","id":"0190c5a8-0000-7000-8000-000000000001\\n","text":"a"}',
    '{"type":"help:request","id":"0190c5a8-0000-7000-8000-000000000001","picture":"cat\\n"}',
    '{"type":"session:end","id":"0190c5a8-0000-7000-8000-000000000001"}',
    '{"type":"hello","ticket":"t","device":"d","protocol":1}',
]


@pytest.mark.parametrize("text", BAD_MESSAGES, ids=range(len(BAD_MESSAGES)))
async def test_a_bad_message_is_answered_with_an_error(stage: Stage, text: str) -> None:
    """In words; the connection goes on."""
    amina = await stage.join(AMINA)
    await amina.socket.send(text)
    error = await amina.until("error")
    assert error["code"] in ("bad_message", "not_allowed")
    assert len(error["message"]) > 10
    await amina.say({"type": "resync"})
    await amina.until("session:sync")


async def test_a_bad_command_is_refused_by_its_id(stage: Stage) -> None:
    """So that the client need not wait for an answer that cannot come; half an emoji and nesting are no exception."""
    tutor = await stage.join(TUTOR)
    command = await tutor.send("attendance:mark", studentId=AMINA, status="GONE")
    assert (await tutor.answer_to(command))["code"] == "bad_message"
    for text in ('"well done \\ud83d"', "NaN", "[" * 5000 + "]" * 5000, f'"{"x" * 5000}"'):
        await tutor.socket.send(f'{{"type":"message:send","text":"a","kind":{text},"id":"{command}"}}')
        refusal = await tutor.answer_to(command)
        assert refusal["code"] == "bad_message"
        assert len(refusal["message"]) < 300


async def test_what_is_wrong_with_one_message_of_a_batch_is_not_the_others_fault(stage: Stage) -> None:
    """Each is answered by its own id, in order; NUL and unknown fields are found in a batch too."""
    amina = await stage.join(AMINA)
    ids = [f"0190c5a8-0000-7000-8000-00000000000{number}" for number in range(4)]
    texts: list[dict[str, str]] = [{"text": "a"}, {"text": "b\0"}, {"text": "c", "colour": "blue"}, {"text": "d"}]
    await amina.say([{"type": "message:reply", "id": id} | text for id, text in zip(ids, texts, strict=True)])
    answers = {answer["id"]: answer for answer in [await amina.answer() for _ in ids]}
    assert [answers[id].get("code", "done") for id in ids] == ["done", "bad_message", "bad_message", "done"]
    assert [command["text"] for command in stage.core.commands] == ["a", "d"]


async def test_a_batch_that_ends_the_connection_ends_there(stage: Stage) -> None:
    """What follows the fifth bad message is not done."""
    amina = await stage.join(AMINA)
    command = {"type": "message:reply", "id": "0190c5a8-0000-7000-8000-000000000001", "text": "late"}
    await amina.say([{"type": "unknown"}] * 5 + [command])
    assert await amina.close_code() == expected(CloseCode.ABUSE)
    assert stage.core.commands == []


async def test_what_is_said_while_the_room_opens_is_heard_when_it_is_open(stage: Stage) -> None:
    """As much as the burst allows: a client need not wait for the welcome."""
    stage.core.opening_seconds = 0.3
    amina = await stage.connect()
    await amina.hello(stage.ticket())
    for _ in range(stage.limits.messages_burst - 1):
        await amina.say({"type": "heartbeat", "isActive": True})
    await amina.say({"type": "resync"})
    await amina.until("session:sync")
    await amina.until("session:sync")


async def test_who_says_too_much_while_the_room_opens_may_come_again(stage: Stage) -> None:
    """4004, not a code that is final: how long the room takes to open is not the client's fault."""
    stage.core.opening_seconds = 0.3
    amina = await stage.connect()
    await amina.hello(stage.ticket())
    for _ in range(stage.limits.messages_burst + 1):
        await amina.say({"type": "heartbeat", "isActive": True})
    assert await amina.close_code() == expected(CloseCode.OVERLOAD)


async def test_five_bad_messages_are_abuse(stage: Stage) -> None:
    """4506 after the fifth error; the tutor does not notice."""
    tutor, amina = await stage.join(TUTOR), await stage.join(AMINA)
    for _ in range(5):
        await amina.socket.send("{")
    assert await amina.close_code() == expected(CloseCode.ABUSE)
    assert sum(message["type"] == "error" for message in amina.seen) == 5
    await tutor.say({"type": "resync"})
    await tutor.until("session:sync")


async def test_a_text_that_only_looks_like_nul_is_fine(stage: Stage) -> None:
    r"""Somebody may write about \u0000."""
    amina = await stage.join(AMINA)
    command = await amina.send("message:reply", text="what is \\u0000?")
    assert (await amina.answer_to(command))["type"] == "ack"


async def test_too_many_messages_are_refused_and_a_flood_is_abuse(stage: Stage) -> None:
    """rate_limited with a time to wait, then 4506."""
    amina = await stage.join(AMINA)
    flood = [{"type": "heartbeat", "isActive": True}] * 100
    await amina.say(flood)
    error = await amina.until("error")
    assert (error["code"], error["retryAfterSeconds"]) == ("rate_limited", 2)
    for _ in range(3):
        await amina.say(flood)
    assert await amina.close_code() == expected(CloseCode.ABUSE)


async def test_messages_to_students_and_hands_have_limits_of_their_own(stage: Stage) -> None:
    """Two in a second, five in ten; each refused one is named, and told when there is room again."""
    tutor = await stage.join(TUTOR)
    commands = [await tutor.send("message:send", text="hello") for _ in range(3)]
    answers = {message["id"]: message for message in [await tutor.answer_to(c) for c in (commands[2], *commands[:2])]}
    assert (answers[commands[2]]["code"], answers[commands[2]]["retryAfterSeconds"]) == ("rate_limited", 1)
    assert [answers[c]["type"] for c in commands[:2]] == ["ack", "ack"]
    amina = await stage.join(AMINA)
    hands = [await amina.answer_to(await amina.send("help:request")) for _ in range(6)]
    assert [answer["type"] for answer in hands] == ["ack"] * 5 + ["error"]
    assert 9 <= hands[5]["retryAfterSeconds"] <= 10


async def test_the_older_device_of_a_student_ends(stage: Stage) -> None:
    """4502."""
    older = await stage.join(AMINA)
    await stage.join(AMINA)
    assert await older.close_code() == expected(CloseCode.CONTINUED_ELSEWHERE)


async def test_stepping_in_ends_the_observing_connection(stage: Stage) -> None:
    """4002."""
    observing = await stage.join(TUTOR, role=RoomRole.OBSERVER)
    teaching = await stage.join(TUTOR)
    assert await observing.close_code() == expected(CloseCode.RESYNC)
    assert teaching.welcome["mode"] == "snapshot"


async def test_a_substituted_tutor_reconnects(stage: Stage) -> None:
    """4002."""
    tutor = await stage.join(TUTOR)
    stage.core.write(SessionChanged(tutor_ids=(UserId("substitute"),)))
    assert await tutor.close_code() == expected(CloseCode.RESYNC)


async def test_who_signs_out_is_disconnected(stage: Stage) -> None:
    """4504 at once, and their unused tickets are worth nothing."""
    amina, spare = await stage.join(AMINA), stage.ticket(AMINA)
    stage.memory_bus.revoke(Revocation(login_id=LoginId(f"{AMINA}-login"), reason="signed out"))
    assert await amina.close_code() == expected(CloseCode.REMOVED)
    assert await closes_with(stage, spare) == expected(CloseCode.REMOVED)


async def test_a_lost_revocation_is_made_up_for(stage: Stage) -> None:
    """4504 with the next look at positions."""
    amina = await stage.join(AMINA)
    await asyncio.sleep(2.1)
    stage.core.revoked.append(Revocation(user_id=AMINA, reason="role removed"))
    assert await amina.close_code() == expected(CloseCode.REMOVED)


async def test_who_is_removed_is_disconnected(stage: Stage) -> None:
    """4504, after the event."""
    amina = await stage.join(AMINA)
    stage.core.write(MemberRemoved(student_id=AMINA), (AMINA,))
    assert await amina.close_code() == expected(CloseCode.REMOVED)
    assert amina.seen[-1]["type"] == "member:removed"
