"""One student of the simulated class: reads, answers at a human pace, raises a hand, drifts off, comes back."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from itertools import zip_longest
from random import Random
from typing import Any  # answers of any shape
from uuid import uuid4

import httpx

from loadtests.core_api import CoreApi, Json, Problem
from loadtests.guesses import Answer, answer_to, as_typed
from loadtests.room_connection import CommandRefused, NotConnected, RoomConnection
from shared.events.commands import CancelHelp, ReplyToTutor, ReportProgress, RequestHelp, SaveDraft
from shared.events.control import HubMessage
from shared.events.room import HelpUpdated, MessageSent, SessionEnded, SessionStarted, SessionSync
from shared.events.shapes import Answer as DraftAnswer
from shared.events.values import AttemptId, CommandId, ExerciseId, HelpStatus, SessionStatus

_WORRIES = (
    "I don't understand the question.",
    "Is this the right way to start?",
    "Why can't I just add the bottom numbers?",
    "What does this word mean?",
    "I am stuck on this one.",
    None,
)
_THANKS = ("Thank you!", "OK, I will try.", "Now I see it.")


@dataclass(frozen=True, slots=True)
class Temper:
    """How a student works: seconds per question, and how often (0 to 1, per question) what happens."""

    question_seconds: float = 14.0
    accuracy: float = 0.85
    asks_for_help: float = 0.05
    goes_quiet: float = 0.02
    drops_out: float = 0.01
    quiet_seconds: float = 150.0
    patience_seconds: float = 120.0


AnswerKey = Callable[[str], Awaitable[list[Any]]]
"""The right answers of an exercise: a student's own sign-in never gets them."""


async def no_answer_key(exercise_id: str) -> list[Any]:
    """Nobody knows."""
    return []


@dataclass
class SimulatedStudent:
    """A signed-in student in one session; `attend` lasts until the session ends."""

    api: CoreApi
    session_id: str
    temper: Temper
    random: Random
    say: Callable[[str], None]
    answer_key: AnswerKey = no_answer_key
    _room: RoomConnection = field(init=False)
    _is_running: asyncio.Event = field(default_factory=asyncio.Event)
    _helped: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._room = RoomConnection(lambda: self.api.ticket(self.session_id), self._on_message, self.random)

    async def attend(self) -> str:
        """Work until the room closes for good; returns the reason."""
        work = asyncio.create_task(self._work())
        try:
            return await self._room.stay()
        finally:
            for task in (work, *self._tasks):
                task.cancel()
            await asyncio.gather(work, *self._tasks, return_exceptions=True)

    def _on_message(self, message: HubMessage) -> None:
        match message:
            case SessionStarted() | SessionSync(status=SessionStatus.IN_PROGRESS):
                self._is_running.set()
            case SessionEnded():
                self._is_running.clear()
            case HelpUpdated(status=HelpStatus.RESOLVED | HelpStatus.CANCELLED):
                self._helped.set()
            case MessageSent(student_id=str(), from_id=sender) if sender != self.api.user_id:
                self._in_background(self._reply())
            case _:
                pass

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self) -> None:
        await self._room.joined.wait()
        await asyncio.sleep(self.random.uniform(0, 5))
        while True:
            await self._is_running.wait()
            try:
                await self._one_piece()
            except (Problem, httpx.TransportError) as error:
                self.say(f"could not go on ({error})")
                await asyncio.sleep(15)

    async def _one_piece(self) -> None:
        """Whatever comes next in one of the student's courses."""
        view = await self.api.student_view(self.session_id)
        course = self.random.choice(view["enrollments"])["course"]
        content = await self.api.next_content(course["id"], self.session_id)
        match content["kind"]:
            case "EXERCISE":
                await self._do_exercise(content["exercise"])
            case "LESSON":
                await self._read(content["lesson"], content["assignmentId"])
            case _:
                await asyncio.sleep(20)

    async def _read(self, lesson: Json, assignment_id: str | None) -> None:
        self.say(f"reads {lesson['title']}")
        await self._pause(3)
        await self.api.complete_lesson(lesson["id"], self.session_id, assignment_id)

    async def _do_exercise(self, exercise: Json) -> None:
        started = await self.api.start_exercise(exercise["id"], self.session_id)
        attempt, questions = started["attempt"], started["exercise"]["questions"]
        self.say(f"starts {exercise['title']}")
        paper = Paper(attempt["id"], exercise["id"], len(questions), attempt["draftRevision"])
        key = await self.answer_key(exercise["id"])
        for index, (question, right) in enumerate(zip_longest(questions, key)):
            await self._pause(1)
            await self._perhaps_something_happens(exercise["id"])
            for answer in as_typed(answer_to(question, right, self.random, self.temper.accuracy), self.random):
                paper.answers[index] = answer
                await self._show(paper, index)
                await self._pause(0.15)
        await self._pause(0.3)
        result = await self.api.submit(exercise["id"], self.session_id, paper.submission())
        marks = "to be marked" if result["score"] is None else f"{result['score']:g} of {result['maxScore']:g}"
        self.say(f"hands in {exercise['title']}: {marks}")

    async def _show(self, paper: "Paper", index: int) -> None:
        """Progress and draft, as the page sends them while the student types."""
        await self._room.send(paper.progress(index))
        try:
            paper.revision = (await self._room.command(paper.draft())).revision or paper.revision
        except CommandRefused as refused:
            if refused.error.current is not None:
                paper.revision = refused.error.current.revision
        except NotConnected:
            await self._room.joined.wait()

    async def _perhaps_something_happens(self, exercise_id: str) -> None:
        chance, temper = self.random.random(), self.temper
        if chance < temper.asks_for_help:
            await self._raise_hand(exercise_id)
        elif chance < temper.asks_for_help + temper.goes_quiet:
            self.say("has gone quiet")
            self._room.is_active = False
            await asyncio.sleep(temper.quiet_seconds * self.random.uniform(0.8, 1.4))
            self._room.is_active = True
        elif chance < temper.asks_for_help + temper.goes_quiet + temper.drops_out:
            self.say("loses the connection")
            await self._room.drop(self.random.uniform(5, 50))
            await self._room.joined.wait()

    async def _raise_hand(self, exercise_id: str) -> None:
        """Wait for the tutor with the hand up; after a while give up and go on."""
        self._helped.clear()
        worry = self.random.choice(_WORRIES)
        try:
            await self._room.command(
                RequestHelp(message=worry, exercise_id=ExerciseId(exercise_id), id=CommandId(str(uuid4())))
            )
            self.say(f"raises a hand: {worry or '(no words)'}")
            await asyncio.wait_for(self._helped.wait(), self.temper.patience_seconds * self.random.uniform(0.7, 2))
        except TimeoutError:
            await self._lower_hand()
        except (CommandRefused, NotConnected) as error:
            self.say(f"could not raise a hand ({error})")

    async def _lower_hand(self) -> None:
        try:
            await self._room.command(CancelHelp(id=CommandId(str(uuid4()))))
            self.say("takes the hand down")
        except (CommandRefused, NotConnected) as error:
            self.say(f"could not take the hand down ({error})")

    async def _reply(self) -> None:
        await asyncio.sleep(self.random.uniform(4, 12))
        if self.random.random() < 0.5:
            return
        try:
            await self._room.command(ReplyToTutor(text=self.random.choice(_THANKS), id=CommandId(str(uuid4()))))
        except (CommandRefused, NotConnected) as error:
            self.say(f"could not reply ({error})")

    async def _pause(self, questions: float) -> None:
        """The time that so many questions take, more or less."""
        await asyncio.sleep(self.temper.question_seconds * questions * self.random.uniform(0.5, 1.6))


@dataclass
class Paper:
    """The answers of an attempt so far, and the revision that the hub knows."""

    attempt_id: str
    exercise_id: str
    question_count: int
    revision: int
    answers: dict[int, Answer] = field(default_factory=dict)

    def progress(self, index: int, *, ts: float | None = None) -> ReportProgress:
        """How far it is, at the question `index`; `ts` comes back with what the tutor is told."""
        return ReportProgress(
            exercise_id=ExerciseId(self.exercise_id),
            progress_pct=100 * len(self.answers) // self.question_count,
            answered_count=len(self.answers),
            question_index=index,
            ts=ts,
        )

    def draft(self) -> SaveDraft:
        """All answers so far, on top of the revision that the hub knows."""
        answers = [DraftAnswer(question_index=index, answer=_plain(answer)) for index, answer in self.answers.items()]
        return SaveDraft(
            attempt_id=AttemptId(self.attempt_id),
            base=self.revision,
            answers=tuple(answers),
            id=CommandId(str(uuid4())),
        )

    def submission(self) -> list[Json]:
        """As the core takes it."""
        return [{"questionIndex": index, "answer": answer} for index, answer in self.answers.items()]


def _plain(answer: Answer) -> "str | int | float | list[str | None] | dict[str, str | None]":
    match answer:
        case list():
            return [*answer]
        case dict():
            return {**answer}
        case _:
            return answer
