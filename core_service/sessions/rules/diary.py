"""Who has promised which time, and whether a lesson and its places fit in: in memory, for many at once (R146)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from core_service.sessions.rules import Booking


class ProblemCode(StrEnum):
    """Why a lesson, or a student's place in it, is not planned."""

    NOT_A_TUTOR = "not_a_tutor"
    TUTOR_BOOKED = "tutor_booked"
    ROOM_BOOKED = "room_booked"
    NOT_A_STUDENT = "not_a_student"
    STUDENT_BOOKED = "student_booked"
    SESSION_FULL = "session_full"
    SEAT_TAKEN = "seat_taken"
    """The student is placed without a seat."""
    IN_THE_PAST = "in_the_past"
    CLOSED = "closed"


class OnConflict(StrEnum):
    """What to do when something does not fit."""

    REFUSE = "REFUSE"
    """Plan nothing."""
    LEAVE_OUT = "LEAVE_OUT"
    """Plan the rest."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands in the way; `student_id` None: the lesson as a whole."""

    code: ProblemCode
    day: date
    name: str
    student_id: UUID | None = None
    collisions: tuple[Booking, ...] = ()

    def facts(self) -> dict[str, object]:
        """As a refusal tells it."""
        return {
            "code": self.code.value,
            "date": self.day.isoformat(),
            "name": self.name,
            "studentId": str(self.student_id) if self.student_id else None,
            "collisions": [booking.facts() for booking in self.collisions],
        }


@dataclass(frozen=True, slots=True)
class Engagement:
    """A session with everybody whose time it takes."""

    booking: Booking
    tutor_ids: frozenset[UUID]
    room_id: UUID | None
    student_ids: frozenset[UUID]

    def parties(self) -> Iterable[UUID]:
        """People and room."""
        yield from self.tutor_ids | self.student_ids
        if self.room_id is not None:
            yield self.room_id


class Diary:
    """The engagements of a span of time; kept up to date while more are planned."""

    def __init__(self, engagements: Iterable[Engagement] = ()) -> None:
        self._by_party: defaultdict[UUID, dict[str, Booking]] = defaultdict(dict)
        self._by_session: dict[str, Engagement] = {}
        for engagement in engagements:
            self.enter(engagement)

    def enter(self, engagement: Engagement) -> None:
        """The session takes their time; entering it again replaces what it took before."""
        self.leave(engagement.booking.session_id)
        self._by_session[engagement.booking.session_id] = engagement
        for party in engagement.parties():
            self._by_party[party][engagement.booking.session_id] = engagement.booking

    def leave(self, session_id: str) -> None:
        """The session takes nobody's time any more."""
        former = self._by_session.pop(session_id, None)
        for party in former.parties() if former else ():
            del self._by_party[party][session_id]

    def clashes(self, party: UUID, starts_at: datetime, ends_at: datetime, besides: str = "") -> tuple[Booking, ...]:
        """What a person or room has promised in the time, besides one session; touching times do not clash."""
        found = (
            booking
            for booking in self._by_party.get(party, {}).values()
            if booking.starts_at < ends_at and booking.ends_at > starts_at and booking.session_id != besides
        )
        return tuple(sorted(found, key=lambda booking: (booking.starts_at, booking.session_id)))


@dataclass(frozen=True, slots=True)
class WantedPlace:
    """A student's place for one course."""

    student_id: UUID
    course_id: UUID
    seat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLesson:
    """A lesson to be planned; `seats` None: the room names none, any seat will do."""

    booking: Booking
    day: date
    tutor_ids: frozenset[UUID]
    room_id: UUID | None
    seats: frozenset[str] | None
    max_capacity: int
    places: Sequence[WantedPlace] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Who may teach and who may learn in the centre."""

    tutor_ids: frozenset[UUID]
    student_ids: frozenset[UUID]


@dataclass(slots=True)
class Fitted:
    """What of a wanted lesson is possible; `is_possible` False: none of it."""

    is_possible: bool
    places: list[WantedPlace] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def lesson_problems(wanted: WantedLesson, diary: Diary, people: People) -> list[Problem]:
    """What stands in the way of the lesson as a whole: its tutors and its room."""
    span = (wanted.booking.starts_at, wanted.booking.ends_at, wanted.booking.session_id)

    def problem(code: ProblemCode, collisions: tuple[Booking, ...] = ()) -> Problem:
        return Problem(code, wanted.day, wanted.booking.name, None, collisions)

    found = [problem(ProblemCode.NOT_A_TUTOR) for id in wanted.tutor_ids if id not in people.tutor_ids]
    by_tutor = [diary.clashes(tutor_id, *span) for tutor_id in sorted(wanted.tutor_ids)]
    found += [problem(ProblemCode.TUTOR_BOOKED, taken) for taken in by_tutor if taken]
    if wanted.room_id is not None and (taken := diary.clashes(wanted.room_id, *span)):
        found.append(problem(ProblemCode.ROOM_BOOKED, taken))
    return found


def fit(wanted: WantedLesson, diary: Diary, people: People) -> Fitted:
    """Plans a new lesson, and enters it in the diary if it is possible. The first come have the places (C01)."""
    problems = lesson_problems(wanted, diary, people)
    if problems:
        return Fitted(False, problems=problems)
    fitted = fit_places(wanted, diary, people, already=())
    diary.enter(engagement_of(wanted, (place.student_id for place in fitted.places)))
    return fitted


def fit_places(
    wanted: WantedLesson, diary: Diary, people: People, already: Sequence[WantedPlace], held: int = 0
) -> Fitted:
    """The wanted places that a lesson has left beside those taken already; `held` are promised to others."""
    fitted = Fitted(True)
    for place in wanted.places:
        taken = [*already, *fitted.places]
        if any((each.student_id, each.course_id) == (place.student_id, place.course_id) for each in taken):
            continue
        code, collisions = _refusal(wanted, place, taken, diary, people, held)
        if code is not None:
            fitted.problems.append(Problem(code, wanted.day, wanted.booking.name, place.student_id, collisions))
        if code is None:
            fitted.places.append(place)
        elif code is ProblemCode.SEAT_TAKEN:
            fitted.places.append(WantedPlace(place.student_id, place.course_id))
    return fitted


def _refusal(
    wanted: WantedLesson, place: WantedPlace, taken: Sequence[WantedPlace], diary: Diary, people: People, held: int
) -> tuple[ProblemCode | None, tuple[Booking, ...]]:
    booking, students = wanted.booking, {each.student_id for each in taken}
    if place.student_id not in people.student_ids:
        return ProblemCode.NOT_A_STUDENT, ()
    if clashes := diary.clashes(place.student_id, booking.starts_at, booking.ends_at, booking.session_id):
        return ProblemCode.STUDENT_BOOKED, clashes
    if place.student_id not in students and len(students) + held >= wanted.max_capacity:
        return ProblemCode.SESSION_FULL, ()
    if place.seat is not None and not is_seat_free(place, taken, wanted.seats):
        return ProblemCode.SEAT_TAKEN, ()
    return None, ()


def is_seat_free(place: WantedPlace, taken: Sequence[WantedPlace], seats: frozenset[str] | None) -> bool:
    """Whether the room has the seat and nobody else sits there."""
    is_in_room = seats is None or place.seat in seats
    return is_in_room and not any(other.seat == place.seat and other.student_id != place.student_id for other in taken)


def engagement_of(wanted: WantedLesson, student_ids: Iterable[UUID]) -> Engagement:
    """Whose time the planned lesson takes."""
    return Engagement(wanted.booking, wanted.tutor_ids, wanted.room_id, frozenset(student_ids))
