"""One seeded run: a lesson goes on while something fails; afterwards everybody must agree."""

import asyncio
import time
from dataclasses import dataclass

from shared.events.values import UserId
from tests.faults.checker import Wrong, check_record, converged, settled
from tests.faults.faults import FAULTS
from tests.faults.member import Member
from tests.faults.theatre import OBSERVER, STUDENTS, Theatre
from tests.realtime_hub.room.builders import TUTOR

_BEFORE_SECONDS = 0.5
_AFTER_SECONDS = 0.3
_JOIN_SECONDS = 15.0
_NOBODY_MAY_LEAVE = frozenset({"replica-rolling-restart", "redis-restart", "redis-freeze", "redis-client-kill"})
_MOST_SECONDS_AWAY = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run showed."""

    converged_seconds: float
    acknowledged: int
    events: int
    slowest_reconnection: float


async def play(
    fault: str, seed: int, *, fault_seconds: float = 2.0, is_sticky: bool = False, onlookers: int = 0
) -> Outcome:
    """Raises Wrong when the run shows a fault of ours."""
    theatre = Theatre(seed, is_sticky=is_sticky)
    try:
        await theatre.open()
        for number in range(onlookers):
            theatre.admit(UserId(f"onlooker-{number}"))
        return await played(theatre, fault, fault_seconds)
    finally:
        await theatre.close()


async def played(theatre: Theatre, fault: str, fault_seconds: float) -> Outcome:
    """A lesson on a stage that is set. Raises Wrong when it shows a fault of ours."""
    tutor = theatre.admit(TUTOR)
    theatre.admit(OBSERVER)
    students = [theatre.admit(name) for name in STUDENTS]
    async with asyncio.timeout(_JOIN_SECONDS):
        await asyncio.gather(*(member.is_joined.wait() for member in theatre.members))
    ends = asyncio.Event()
    work = [asyncio.create_task(_learn(theatre, student, ends)) for student in students]
    work.append(asyncio.create_task(_teach(theatre, tutor, ends)))
    await asyncio.sleep(_BEFORE_SECONDS)
    await FAULTS[fault](theatre, fault_seconds)
    over_at = time.monotonic()
    await asyncio.sleep(_AFTER_SECONDS)
    ends.set()
    await asyncio.gather(*work)
    await settled(theatre)
    seconds = await converged(theatre, max(over_at, time.monotonic() - 0.5))
    check_record(theatre)
    _check_company(theatre, fault)
    return Outcome(
        converged_seconds=seconds,
        acknowledged=sum(len(member.acknowledged) for member in theatre.members),
        events=len(theatre.core.log),
        slowest_reconnection=max((s for m in theatre.members for s in m.reconnections), default=0.0),
    )


def _check_company(theatre: Theatre, fault: str) -> None:
    """Nobody was sent away for good, and an operation is no departure."""
    if sent_away := {member.user: member.final_code for member in theatre.members if member.final_code is not None}:
        raise Wrong(f"closed for good: {sent_away}")
    if fault in _NOBODY_MAY_LEAVE and (lefts := {name for member in theatre.members for name in member.lefts}):
        raise Wrong(f"announced as left: {lefts}")
    if fault == "replica-rolling-restart":
        slowest = max((seconds for member in theatre.members for seconds in member.reconnections), default=0.0)
        if slowest > _MOST_SECONDS_AWAY:
            raise Wrong(f"somebody was away for {slowest:.1f} s")


async def _learn(theatre: Theatre, student: Member, ends: asyncio.Event) -> None:
    """Opens exercises, works, saves, asks, and wanders between the hubs."""
    random = theatre.random
    while not ends.is_set():
        exercise = random.choice(("fractions", "primes", "angles"))
        await student.command("activity:start", exerciseId=exercise, timestamp=1)
        for step in range(random.randint(2, 6)):
            await student.tell("heartbeat", isActive=True)
            await student.tell(
                "activity:progress", exerciseId=exercise, progressPct=min(100, step * 20), answeredCount=step
            )
            await student.save(f"{student.user}-{exercise}", f"{exercise} {step}")
            await asyncio.sleep(random.uniform(0.05, 0.2))
        if random.random() < 0.4:
            await student.command("help:request", message=f"stuck at {exercise}")
        if random.random() < 0.15:
            student.drop()


async def _teach(theatre: Theatre, tutor: Member, ends: asyncio.Event) -> None:
    while not ends.is_set():
        to = theatre.random.choice((None, *STUDENTS))
        await tutor.command("message:send", text="Well done.", **({} if to is None else {"studentId": to}))
        await asyncio.sleep(theatre.random.uniform(0.6, 0.9))
