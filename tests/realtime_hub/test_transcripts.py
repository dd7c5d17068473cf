"""Golden transcripts: what protocol 1 said once, it says for ever."""

import json
from typing import Any, get_args

import msgspec
import pytest

from realtime_hub.room.student import moment
from shared.events.commands import ClientMessage
from shared.events.control import HubMessage
from tests.realtime_hub.transcripts import FOLDER, OUTCOMES, Player, Step, transcript

LESSONS = sorted(path.name for path in FOLDER.glob("*.jsonl") if path.name != "messages.jsonl")


def tags(union: Any) -> set[str]:  # a union of structs
    """The types of its messages."""
    return {str(kind.__struct_config__.tag) for kind in get_args(union)}


def lines(name: str, *steps: str) -> list[Step]:
    """The lines of certain kinds."""
    return [line for line in transcript(name) if line["step"] in steps]


@pytest.mark.parametrize("name", LESSONS)
def test_the_room_still_says_what_it_said(name: str) -> None:
    """Each cause has exactly its outcomes, in order."""
    player = Player()
    expected: list[Step] = []
    actual: list[Step] = []
    for line in transcript(name):
        if line["step"] in OUTCOMES:
            expected.append(line)
        else:
            assert actual == expected, f"before {json.dumps(line)}"
            expected, actual = [], list(player.outcomes(line))
    assert actual == expected


@pytest.mark.parametrize("line", lines("messages.jsonl", "client"), ids=lambda line: line["message"]["type"])
def test_what_clients_may_say_is_still_understood(line: Step) -> None:
    """Read, and written again, it is what it was, or what the transcript says it means (C05)."""
    message = msgspec.json.decode(msgspec.json.encode(line["message"]), type=ClientMessage)
    assert msgspec.json.decode(msgspec.json.encode(message)) == line.get("means", line["message"])


@pytest.mark.parametrize("line", lines("messages.jsonl", "hub"), ids=lambda line: line["message"]["type"])
def test_what_the_hub_says_still_has_its_shape(line: Step) -> None:
    """Every field of every message, full and sparse."""
    message = msgspec.json.decode(msgspec.json.encode(line["message"]), type=HubMessage)
    assert msgspec.json.decode(msgspec.json.encode(message)) == line.get("means", line["message"])


@pytest.mark.parametrize("line", lines("messages.jsonl", "refused"), ids=lambda line: str(line["message"])[:40])
def test_what_was_refused_is_still_refused(line: Step) -> None:
    """Canvas messages until the boards come; unknown fields always."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(line["message"]), type=ClientMessage)


def test_every_message_stands_in_a_transcript() -> None:
    """In the list of messages, and in a lesson; there one of a later release too, which is passed on."""
    said = {line["message"]["type"] for line in lines("messages.jsonl", "client")}
    heard = {line["message"]["type"] for line in lines("messages.jsonl", "hub")}
    assert said == tags(ClientMessage)
    assert heard == tags(HubMessage)
    played = {line["message"]["type"] for name in LESSONS for line in lines(name, "client", "hello", "hub")}
    assert played == tags(ClientMessage) | tags(HubMessage) | {"board:cleared"}


def test_the_times_of_transcripts_are_plain_seconds() -> None:
    """So that a twin in another language can read them."""
    for name in LESSONS:
        times = [line["now"] for line in transcript(name) if line["step"] not in OUTCOMES and "now" in line]
        assert times == sorted(times)
        assert moment(times[0]).year == 2027
