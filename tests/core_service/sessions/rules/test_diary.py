"""Lessons planned against everybody's time: nobody in two places, nobody above the capacity, nobody on two seats."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given, strategies as st

from core_service.sessions.rules import Booking
from core_service.sessions.rules.diary import Diary, Engagement, People, ProblemCode, WantedLesson, WantedPlace, fit

DAY = date(2026, 11, 17)
MORNING = datetime(2026, 11, 17, 8, tzinfo=UTC)
TUTORS = [UUID(int=number) for number in range(1, 4)]
ROOMS = [UUID(int=number) for number in range(11, 14)]
STUDENTS = [UUID(int=number) for number in range(21, 27)]
COURSES = [UUID(int=31), UUID(int=32)]
EVERYBODY = People(frozenset(TUTORS), frozenset(STUDENTS))


@st.composite
def lessons(draw: st.DrawFn) -> list[WantedLesson]:
    """Some that are wished for one after the other."""
    return [draw(lesson(number)) for number in range(draw(st.integers(0, 12)))]


@st.composite
def lesson(draw: st.DrawFn, number: int) -> WantedLesson:
    """An hour or two of a day."""
    starts = MORNING + timedelta(hours=draw(st.integers(0, 6)))
    ends = starts + timedelta(hours=draw(st.integers(1, 2)))
    place = st.builds(
        WantedPlace,
        st.sampled_from(STUDENTS),
        st.sampled_from(COURSES),
        st.none() | st.sampled_from(["A1", "A2", "Z9"]),
    )
    return WantedLesson(
        booking=Booking(f"s{number}", f"Lesson {number}", starts, ends),
        day=DAY,
        tutor_ids=frozenset({draw(st.sampled_from(TUTORS))}),
        room_id=draw(st.none() | st.sampled_from(ROOMS)),
        seats=frozenset({"A1", "A2"}),
        max_capacity=draw(st.integers(1, 4)),
        places=draw(st.lists(place, max_size=8)),
    )


@given(lessons())
def test_what_fits_never_collides(wished: list[WantedLesson]) -> None:
    """No party has two lessons at once; capacity, seats and (student, course) hold in each."""
    diary = Diary()
    taken: list[tuple[UUID, datetime, datetime]] = []
    for each in wished:
        fitted = fit(each, diary, EVERYBODY)
        if not fitted.is_possible:
            assert fitted.problems
            continue
        students = {place.student_id for place in fitted.places}
        assert len(students) <= each.max_capacity
        assert len({(place.student_id, place.course_id) for place in fitted.places}) == len(fitted.places)
        seated = {(place.seat, place.student_id) for place in fitted.places if place.seat}
        assert len({seat for seat, _ in seated}) == len(seated)
        assert {seat for seat, _ in seated} <= {"A1", "A2"}
        for party in each.tutor_ids | students | ({each.room_id} - {None}):
            assert party is not None
            for other, starts, ends in taken:
                assert party != other or each.booking.ends_at <= starts or each.booking.starts_at >= ends
            taken.append((party, each.booking.starts_at, each.booking.ends_at))


@given(lessons())
def test_each_wish_is_met_or_explained(wished: list[WantedLesson]) -> None:
    """Every student of a possible lesson has a place, or there is a problem that names them."""
    diary = Diary()
    for each in wished:
        fitted = fit(each, diary, EVERYBODY)
        if fitted.is_possible:
            named = {problem.student_id for problem in fitted.problems} | {place.student_id for place in fitted.places}
            assert {place.student_id for place in each.places} == named


def test_leaving_gives_the_time_back() -> None:
    """And entering again replaces what the session took."""
    booking = Booking("s", "Readers", MORNING, MORNING + timedelta(hours=1))
    later = Booking("s", "Readers", MORNING + timedelta(hours=2), MORNING + timedelta(hours=3))
    diary = Diary([Engagement(booking, frozenset({TUTORS[0]}), ROOMS[0], frozenset({STUDENTS[0]}))])
    assert diary.clashes(STUDENTS[0], booking.starts_at, booking.ends_at) == (booking,)
    assert diary.clashes(STUDENTS[0], booking.starts_at, booking.ends_at, besides="s") == ()
    assert diary.clashes(STUDENTS[0], booking.ends_at, later.starts_at) == ()
    diary.enter(Engagement(later, frozenset({TUTORS[1]}), None, frozenset()))
    for party in (TUTORS[0], ROOMS[0], STUDENTS[0]):
        assert diary.clashes(party, MORNING, MORNING + timedelta(hours=9)) == ()
    assert diary.clashes(TUTORS[1], MORNING, MORNING + timedelta(hours=9)) == (later,)
    diary.leave("s")
    assert diary.clashes(TUTORS[1], MORNING, MORNING + timedelta(hours=9)) == ()


def test_former_tutors_and_students_are_named() -> None:
    """Who has lost the role is not planned any more."""
    wanted = WantedLesson(
        booking=Booking("s", "Readers", MORNING, MORNING + timedelta(hours=1)),
        day=DAY,
        tutor_ids=frozenset({TUTORS[0]}),
        room_id=None,
        seats=None,
        max_capacity=5,
        places=[WantedPlace(STUDENTS[0], COURSES[0])],
    )
    nobody = fit(wanted, Diary(), People(frozenset(), frozenset()))
    assert (nobody.is_possible, [problem.code for problem in nobody.problems]) == (False, [ProblemCode.NOT_A_TUTOR])
    alone = fit(wanted, Diary(), People(frozenset(TUTORS), frozenset()))
    assert (alone.is_possible, [problem.code for problem in alone.problems]) == (True, [ProblemCode.NOT_A_STUDENT])
