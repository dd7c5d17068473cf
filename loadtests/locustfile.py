"""Tutors and students of whole lessons, for locust: sign-in, ticket, hub, work, and an account of every event.

`make load` runs it beside servers of its own. Against others: `locust -f loadtests/locustfile.py --headless
--host https://… --credentials FILE`, with the file that `python -m seed load --rooms N` wrote there.
"""

import sys
import time
from collections.abc import Iterable
from typing import ClassVar
from uuid import uuid4

import gevent
from gevent.event import Event
from locust import LoadTestShape, events, task
from locust.argument_parser import LocustArgumentParser
from locust.env import Environment

from loadtests.figures import write_figures
from loadtests.guesses import guess
from loadtests.lessons.member import MILLISECONDS, Member
from loadtests.lessons.profiles import Profile, people_at, storms
from loadtests.lessons.room_socket import RoomSocket
from loadtests.lessons.run import Load
from loadtests.simulated_student import Paper
from shared.events.commands import (
    AcknowledgeHelp,
    CancelHelp,
    RequestHelp,
    ResolveHelp,
    SendMessage,
)
from shared.events.control import Ack, Error, HubMessage
from shared.events.room import HelpRequested, HelpUpdated, StudentUpdated
from shared.events.shapes import DraftSnapshot
from shared.events.values import CommandId, ExerciseId, HelpRequestId, HelpStatus, MessageKind, UserId

_PATIENCE_SECONDS = 90.0
_STAMP = "Asked at "
_OVER = (HelpStatus.RESOLVED, HelpStatus.CANCELLED)


@events.init_command_line_parser.add_listener
def add_options(parser: LocustArgumentParser, **_: object) -> None:
    """Ours, beside locust's."""
    parser.add_argument("--credentials", required=True, help="the file of `python -m seed load`")
    parser.add_argument("--shape", default=Profile.LESSON, choices=[*Profile], help="who comes when")
    parser.add_argument("--minutes", type=float, default=3.0, help="length of the run")
    parser.add_argument("--rooms", type=int, default=0, help="of those in the file; 0: all")
    parser.add_argument("--speed", type=float, default=1.0, help="2 is twice as fast as people are")
    parser.add_argument("--signed-in", action="store_true", help="use the file's tokens instead of signing in")
    parser.add_argument("--figures", default=".aetherlearn/load-figures.json", help="the JSON to write")


@events.init.add_listener
def prepare(environment: Environment, **_: object) -> None:
    """Read who there is, once the options are known."""
    assert environment.parsed_options is not None
    Member.load = LessonShape.load = Load(environment.parsed_options)


@events.test_start.add_listener
def begin_storms(environment: Environment, **_: object) -> None:
    """Everybody's connection is lost at once, as often as the shape says."""
    load = Member.load
    for at in storms(load.profile, load.length_seconds):
        gevent.spawn_later(at, cut_all, load.sockets)


def cut_all(sockets: Iterable[RoomSocket]) -> None:
    """At the same moment."""
    for each in list(sockets):
        each.cut()


@events.quitting.add_listener
def tell(environment: Environment, **_: object) -> None:
    """Print and write what came of it; fail if an event was missed."""
    load = Member.load
    print(f"\n{load.outcome.tables()}", flush=True)
    settings = load.settings | {"people": load.everybody}
    write_figures(load.figures, settings, load.outcome.figures(), load.machine)
    if load.outcome.has_failed:
        sys.stderr.write("Failed: a durable event was missed, made up, or could not be accounted for.\n")
    environment.process_exit_code = int(load.outcome.has_failed)  # what was refused stands in locust's own table


class LessonShape(LoadTestShape):
    """As many people as `--shape` wants at this time, one tutor to fifteen students."""

    load: ClassVar[Load]

    def tick(self) -> tuple[int, float] | None:
        """How many now; they come and go as fast as that changes."""
        load = self.load
        elapsed: float = self.get_run_time()  # type: ignore[no-untyped-call]  # locust leaves it so
        people = people_at(load.profile, load.everybody, load.length_seconds, elapsed)
        return None if people is None else (people, max(1.0, load.everybody / 10))


class TutorUser(Member):
    """Looks at the dashboard, goes to whoever has a hand up, encourages somebody now and then."""

    weight = 1

    def on_start(self) -> None:
        """Take the next lesson that has no tutor."""
        self.hands: list[HelpRequestId] = []
        self.known_hands: set[HelpRequestId] = set()
        self.progress_at: dict[UserId, float] = {}
        self.take_place(self.load.tutors)
        self.ask("GET", f"/sessions/{self.lesson.session_id}/dashboard", "/sessions/{id}/dashboard")

    def on_message(self, message: HubMessage) -> None:
        """Progress carries the moment when it was sent."""
        super().on_message(message)
        if isinstance(message, StudentUpdated):
            self._note_progress(message.student_id, message.activity.ts)
        elif isinstance(message, HelpUpdated) and message.status in _OVER and message.request_id in self.hands:
            self.hands.remove(message.request_id)
        elif isinstance(message, HelpRequested):
            self._note_hand(message)

    def _note_hand(self, hand: HelpRequested) -> None:
        """Each once, though a resumed connection may bring it again; its words say when it was sent."""
        if hand.request_id in self.known_hands:
            return
        self.known_hands.add(hand.request_id)
        self.hands.append(hand.request_id)
        if hand.message and hand.message.startswith(_STAMP):
            sent = float(hand.message.removeprefix(_STAMP))
            self.load.outcome.events_ms.append(MILLISECONDS * time.perf_counter() - sent)

    def _note_progress(self, student_id: UserId, ts: float | None) -> None:
        """Count what is new: an update may also tell that a hand went up, with the progress of before."""
        if ts is not None and self.progress_at.get(student_id) != ts:
            self.progress_at[student_id] = ts
            self.load.outcome.updates_ms.append(MILLISECONDS * time.perf_counter() - ts)

    @task
    def look_after(self) -> None:
        """The first hand, else a word to somebody."""
        self.pause(6)
        if self.hands:
            request_id = self.hands.pop(0)
            self.do(AcknowledgeHelp(id=_command_id(), request_id=request_id))
            self.pause(15)
            self.do(ResolveHelp(id=_command_id(), request_id=request_id))
        elif self.random.random() < 0.3:
            student = self.random.choice(self.lesson.students)
            encouragement = SendMessage(
                id=_command_id(), text="Well done!", student_id=UserId(student.id), kind=MessageKind.ENCOURAGEMENT
            )
            self.do(encouragement)


class StudentUser(Member):
    """Works through what comes next, question by question, and sometimes needs help."""

    weight = 15

    def on_start(self) -> None:
        """Take the next free place."""
        self.helped = Event()
        self.take_place(self.load.students)

    def on_message(self, message: HubMessage) -> None:
        """Help came, or the tutor says that it is over."""
        super().on_message(message)
        if isinstance(message, HelpUpdated) and message.status in _OVER:
            self.helped.set()

    @task
    def work(self) -> None:
        """One exercise or one lesson to read."""
        query = {"courseId": self.person.course_id, "sessionId": self.lesson.session_id}
        content = self.ask("GET", "/content/next", "/content/next", params=query)
        match content["kind"]:
            case "EXERCISE":
                self._do_exercise(content["exercise"]["id"])
            case "LESSON":
                self.pause(40)
                path, body = f"/lessons/{content['lesson']['id']}/complete", {"sessionId": self.lesson.session_id}
                self.ask("POST", path, "/lessons/{id}/complete", json=body)
            case _:
                self.pause(20)

    def _do_exercise(self, exercise_id: str) -> None:
        body = {"sessionId": self.lesson.session_id}
        started = self.ask("POST", f"/exercises/{exercise_id}/start", "/exercises/{id}/start", json=body)
        questions = started["exercise"]["questions"]
        paper = Paper(started["attemptId"], exercise_id, len(questions), started["attempt"]["draftRevision"])
        for index, question in enumerate(questions):
            self.pause(14)
            if self.random.random() < 0.05:
                self._need_help(exercise_id)
            paper.answers[index] = guess(question, self.random, accuracy=0.85)
            self._show(paper, index)
        self.pause(4)
        path, submission = f"/exercises/{exercise_id}/submit", body | {"answers": paper.submission()}
        self.ask("POST", path, "/exercises/{id}/submit", json=submission)

    def _show(self, paper: Paper, index: int) -> None:
        self.load.outcome.sent += self.room.send(paper.progress(index, ts=MILLISECONDS * time.perf_counter()))
        match self.do(paper.draft()):
            case Ack(revision=int() as revision) | Error(current=DraftSnapshot(revision=revision)):
                paper.revision = revision
            case _:
                pass

    def _need_help(self, exercise_id: str) -> None:
        self.helped.clear()
        stamp = f"{_STAMP}{MILLISECONDS * time.perf_counter():.3f}"
        self.do(RequestHelp(id=_command_id(), message=stamp, exercise_id=ExerciseId(exercise_id)))
        if not self.helped.wait(_PATIENCE_SECONDS / self.load.speed):
            self.do(CancelHelp(id=_command_id()))


def _command_id() -> CommandId:
    return CommandId(str(uuid4()))
