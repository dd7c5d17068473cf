"""After a run: does everybody see the same truth, and is everything that was acknowledged on record, once?"""

import asyncio
import copy
import time
from collections import Counter

from shared.events.visibility import visible_to
from tests.faults.member import Member, Message
from tests.faults.theatre import Theatre, role_of

CONVERGENCE_SECONDS = 3.0
_COMMANDS_SECONDS = 20.0
_OWN_FACTS = ("activity", "draft", "online", "hasJoined", "mode")
"""A student's own live facts are their device's, which sends them."""


class Wrong(Exception):
    """The run shows a fault of ours; the text says which."""


async def settled(theatre: Theatre) -> None:
    """Everybody is back and answered. Raises Wrong."""
    try:
        async with asyncio.timeout(_COMMANDS_SECONDS):
            for member in theatre.members:
                await member.is_joined.wait()
                await member.is_answered.wait()
    except TimeoutError:
        absent = {member.user: member.final_code for member in theatre.members if not member.is_joined.is_set()}
        waiting = {member.user: member.waiting for member in theatre.members if member.waiting}
        raise Wrong(f"not back: {absent}; commands without an answer: {waiting}") from None


async def converged(theatre: Theatre, since: float) -> float:
    """All states equal fresh snapshots, on all replicas; after how many seconds. Raises Wrong after three."""
    while True:
        problem = await _difference(theatre)
        elapsed = time.monotonic() - since
        if problem is None:
            return elapsed
        if elapsed > CONVERGENCE_SECONDS:
            raise Wrong(f"after {elapsed:.1f} s: {problem}")
        await asyncio.sleep(0.1)


async def _difference(theatre: Theatre) -> str | None:
    snapshots: list[tuple[Member, Message]] = []
    try:
        held = await asyncio.gather(*(member.fresh() for member in theatre.members))
    except TimeoutError:
        return "somebody is not answered"
    for member, (before, fresh) in zip(theatre.members, held, strict=True):
        ours, theirs = (_comparable(member, copy.deepcopy(students)) for students in (before, fresh))
        if ours != theirs:
            return f"{member.user} held {_unequal(ours, theirs)}"
        if member.state.is_staff:
            snapshots.append((member, theirs))
    first, *others = snapshots
    for member, snapshot in others:
        if snapshot != first[1]:
            return f"{first[0].user} and {member.user} see {_unequal(first[1], snapshot)}"
    head = len(theatre.core.log)
    behind = [member.user for member in theatre.members if _missing(theatre, member)]
    return f"events up to {head} are missing for {behind}" if behind else None


def _comparable(member: Member, students: Message) -> Message:
    if member.state.is_staff:
        return students
    return {name: {k: v for k, v in state.items() if k not in _OWN_FACTS} for name, state in students.items()}


def _unequal(one: Message, other: Message) -> str:
    for name in one.keys() | other.keys():
        mine, theirs = one.get(name, {}), other.get(name, {})
        for key in mine.keys() | theirs.keys():
            if mine.get(key) != theirs.get(key):
                return f"{name}.{key}: {mine.get(key)} / {theirs.get(key)}"
    return "the same"


def check_record(theatre: Theatre) -> None:
    """Each acknowledged id was done exactly once, its event is in the log, and nobody got an event twice."""
    done = Counter(command["id"] for command in theatre.core.commands)
    doubled = [name for name, times in done.items() if times > 1]
    if doubled:
        raise Wrong(f"done twice: {doubled}")
    for member in theatre.members:
        _check_acknowledged(theatre, member, done)
        _check_events(theatre, member)


def _check_acknowledged(theatre: Theatre, member: Member, done: Counter[str]) -> None:
    for name, ack in member.acknowledged.items():
        if name in member.drafts:
            continue
        if done[name] != 1:
            raise Wrong(f"{member.user} was told that {name} is done, and it is not on record")
        if ack["seq"] is not None and not 1 <= ack["seq"] <= len(theatre.core.log):
            raise Wrong(f"{member.user} was told of seq {ack['seq']}, which the log does not have")


def _check_events(theatre: Theatre, member: Member) -> None:
    seqs = [event["seq"] for event in member.events]
    if len(seqs) != len(set(seqs)):
        raise Wrong(f"{member.user} got events twice: {[seq for seq, times in Counter(seqs).items() if times > 1]}")
    if seqs != sorted(seqs):
        raise Wrong(f"{member.user} got events out of order")
    if missing := _missing(theatre, member):
        raise Wrong(f"{member.user} never got events {missing}")


def _missing(theatre: Theatre, member: Member) -> list[int]:
    role = role_of(member.user)
    known = {event["seq"] for event in member.events} | member.skipped
    return [
        row.seq
        for row in theatre.core.log
        if row.seq > member.first_seq and row.seq not in known and visible_to(row.audience, member.user, role)
    ]
