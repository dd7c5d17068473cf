"""A lesson of the demo's last days while it is held: who is in the room, and what passes between tutor and students."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.attendance.rules import AttendanceStatus, attends
from core_service.attendance.service.marking import WantedMark, mark_all
from core_service.attendance.service.presence import record_presence
from core_service.live.rules import HelpStatus, MessageKind, PanelMode, RoomRole
from core_service.live.service.help_requests import Call, change_request, request_help
from core_service.live.service.messages import reply, send_message
from core_service.live.service.panels import set_panel_mode
from core_service.live.service.tickets import issue_ticket
from core_service.sessions.models import TutoringSession
from seed.demo.cast import Student
from seed.demo.centres import KnownCentre
from seed.demo.stories import Story
from shared.events.reports import PresenceReport
from shared.events.values import CentreId, ConnectionId, SessionId, UserId
from shared.ids import new_id

_GREETINGS = (
    "Good afternoon! Begin where you stopped last time; I come round to everybody.",
    "Welcome back. Read each question twice before you write anything.",
    "Lovely to see you all. Hands up whenever you are stuck, that is what I am here for.",
    "Good morning, small group. Today there is time for every question.",
)
_QUESTIONS = (
    "Is it plus or times here?",
    "I do not understand the second one.",
    "Can I write it in my own words?",
    "I have tried it twice and it is still wrong.",
)
_PRAISE = ("That was a good question, and you found it yourself.", "See? You knew more than you thought.")
_THANKS = ("Thank you, now I see it.", "Oh! Thank you.")


@dataclass(frozen=True, slots=True)
class HeldLesson:
    """A lesson with who came; `number` counts those of the last days."""

    centre: KnownCentre
    session: TutoringSession
    tutor: Actor
    number: int
    taught: Mapping[UUID, Collection[UUID]]
    """Who is enrolled, in which courses."""
    marks: Sequence[tuple[Student, AttendanceStatus]]

    @property
    def here(self) -> list[Student]:
        """Who came, late ones too."""
        return [student for student, status in self.marks if attends(status)]

    @property
    def length(self) -> timedelta:
        """From the planned start to the planned end."""
        return self.session.scheduled_end - self.session.scheduled_start

    def course_of(self, student: Student) -> UUID:
        """In which a student works here: in one of several, and next time in the next one."""
        courses = [self.centre.courses[slug] for slug, _ in student.levels]
        here = [course for course in courses if course in self.taught[self.centre.people[student.account]]]
        return here[self.number % len(here)]

    def after(self, *, minutes: int, seconds: int = 0) -> datetime:
        """So long after the start."""
        return self.session.scheduled_start + timedelta(minutes=minutes, seconds=seconds)

    def joined_at(self, student: Student) -> datetime:
        """When a student who came was in the room."""
        random = Random(f"{student.account} joins {self.number}")
        is_late = dict(self.marks)[student] is AttendanceStatus.LATE
        return self.after(minutes=random.randint(12, 15) if is_late else random.randint(-5, 1), seconds=30)


def stories_of(db: Session, lesson: HeldLesson) -> Iterator[Story]:
    """All that happens beside the students' work."""
    yield _marks(db, lesson)
    yield _greets(db, lesson)
    here = lesson.here
    for turn in range(min(2 if lesson.number == 0 else 1, len(here))):
        yield _helps(db, lesson, here[(2 + 5 * turn + 3 * lesson.number) % len(here)], turn)
    if lesson.number == 1:
        yield _steps_in(db, lesson, here[-1])


def _marks(db: Session, lesson: HeldLesson) -> Story:
    """Everybody in one go, and who comes later when they come."""
    late = [student for student, status in lesson.marks if status is AttendanceStatus.LATE]
    at = lesson.after(minutes=8)
    yield at
    in_time = [each for each in lesson.marks if each[0] not in late]
    _mark(db, lesson, in_time, now=at)
    for student in late:
        at = lesson.joined_at(student) + timedelta(minutes=1)
        yield at
        _mark(db, lesson, [(student, AttendanceStatus.LATE)], now=at)


def _mark(db: Session, lesson: HeldLesson, marks: Sequence[tuple[Student, AttendanceStatus]], *, now: datetime) -> None:
    people = lesson.centre.people
    records = [WantedMark(people[student.account], status) for student, status in marks]
    mark_all(db, lesson.tutor, session_id=lesson.session.id, records=records, now=now)


def _greets(db: Session, lesson: HeldLesson) -> Story:
    at = lesson.after(minutes=2)
    yield at
    words = _GREETINGS[lesson.number % len(_GREETINGS)]
    _say(db, lesson, None, words, MessageKind.MESSAGE, now=at)


def _helps(db: Session, lesson: HeldLesson, student: Student, turn: int) -> Story:
    """A hand, the tutor who comes, praise afterwards, and thanks."""
    child = lesson.centre.actor(student.account, Role.STUDENT)
    session_id, place = lesson.session.id, 2 * lesson.number + turn
    asked_at = lesson.after(minutes=24 + 20 * turn)
    yield asked_at
    call = Call(message=_QUESTIONS[place % len(_QUESTIONS)])
    hand = request_help(db, child, session_id=session_id, call=call, now=asked_at).request
    comes_at = asked_at + timedelta(seconds=35 + 40 * place)
    yield comes_at
    change_request(db, lesson.tutor, request_id=hand.id, status=HelpStatus.ACKNOWLEDGED, now=comes_at)
    _turn(db, lesson, lesson.tutor, child.user_id, PanelMode.TEACH, now=comes_at)
    helped_at = comes_at + timedelta(minutes=3)
    yield helped_at
    change_request(db, lesson.tutor, request_id=hand.id, status=HelpStatus.RESOLVED, now=helped_at)
    _turn(db, lesson, lesson.tutor, child.user_id, PanelMode.OBSERVE, now=helped_at)
    _say(db, lesson, child.user_id, _PRAISE[place % len(_PRAISE)], MessageKind.ENCOURAGEMENT, now=helped_at)
    thanks_at = helped_at + timedelta(seconds=20)
    yield thanks_at
    reply(db, child, session_id=session_id, text=_THANKS[place % len(_THANKS)], now=thanks_at)


def _steps_in(db: Session, lesson: HeldLesson, student: Student) -> Story:
    """The supervisor comes by and helps; the ticket opens nothing any more."""
    centre = lesson.centre
    supervisor = centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR)
    at = lesson.after(minutes=35)
    yield at
    issue_ticket(db, supervisor, session_id=lesson.session.id, wanted=RoomRole.TUTOR, now=at)
    student_id = centre.people[student.account]
    _turn(db, lesson, supervisor, student_id, PanelMode.TEACH, now=at)
    at += timedelta(minutes=6)
    yield at
    _turn(db, lesson, supervisor, student_id, PanelMode.OBSERVE, now=at)


def _turn(db: Session, lesson: HeldLesson, tutor: Actor, student_id: UUID, mode: PanelMode, *, now: datetime) -> None:
    set_panel_mode(db, tutor, session_id=lesson.session.id, student_id=student_id, mode=mode, now=now)


def _say(
    db: Session, lesson: HeldLesson, student_id: UUID | None, words: str, kind: MessageKind, *, now: datetime
) -> None:
    session_id = lesson.session.id
    send_message(db, lesson.tutor, session_id=session_id, student_id=student_id, text=words, kind=kind, now=now)


def report_stays(db: Session, lesson: HeldLesson) -> None:
    """From when till when everybody was in the room, as a hub tells it."""
    ends_at = lesson.session.scheduled_end
    people = lesson.centre.people
    stays = [(people[each.account], lesson.joined_at(each), ends_at) for each in lesson.here]
    stays.append((lesson.tutor.user_id, lesson.after(minutes=-7), ends_at + timedelta(minutes=1)))
    record_presence(
        db,
        [
            PresenceReport(
                session_id=SessionId(str(lesson.session.id)),
                centre_id=CentreId(str(lesson.centre.id)),
                version=(1, number),
                user_id=UserId(str(user_id)),
                connection_id=ConnectionId(str(new_id())),
                joined_at=joined_at,
                seen_at=left_at,
                left_at=left_at,
            )
            for number, (user_id, joined_at, left_at) in enumerate(stays, start=1)
        ],
    )
