"""What a template's edit does to its sessions: they follow, but what was changed by hand stays."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from core_service.sessions.rules import SessionMode
from core_service.sessions.rules.following import Dated, LessonFields, Weekly, follow
from core_service.sessions.rules.occurrences import WEEKDAYS, days_between, weekday_of

LONDON = ZoneInfo("Europe/London")
HAND = timedelta(minutes=5)
IDS = st.integers(1, 4).map(lambda number: UUID(int=number))


@st.composite
def weeklies(draw: st.DrawFn) -> Weekly:
    """Any template."""
    start = draw(st.integers(7, 18))
    fields = LessonFields(
        name=draw(st.sampled_from(["Study hall", "Readers"])),
        tutor_id=draw(IDS),
        room_id=draw(st.none() | IDS),
        session_mode=draw(st.sampled_from(list(SessionMode))),
        max_capacity=draw(st.integers(1, 20)),
        student_cameras_allowed=draw(st.booleans()),
        video_meeting_url=None,
    )
    return Weekly(fields, draw(st.sampled_from(WEEKDAYS)), time(start), time(start + 1, 30))


@st.composite
def days_of(draw: st.DrawFn, weekly: Weekly) -> date:
    """A day of the template, in a year with both changes of the clocks."""
    return draw(st.sampled_from(days_between(date(2026, 9, 1), date(2027, 6, 30), {weekly.day_of_week})))


def made(weekly: Weekly, day: date) -> Dated:
    """As generation makes it."""
    when = weekly.on(day, LONDON)
    return Dated(weekly.fields, day, when.starts_at, when.ends_at)


@given(weeklies(), weeklies(), st.data())
def test_an_untouched_session_becomes_what_the_new_template_would_make(
    before: Weekly, after: Weekly, data: st.DataObject
) -> None:
    """In the same week, on the new day."""
    session = made(before, data.draw(days_of(before)))
    followed = follow(session, before, after, LONDON)
    assert followed == made(after, followed.occurrence_date)
    assert weekday_of(followed.occurrence_date) is after.day_of_week
    assert followed.occurrence_date.isocalendar()[:2] == session.occurrence_date.isocalendar()[:2]


@given(weeklies(), weeklies(), st.data())
def test_what_was_changed_by_hand_stays(before: Weekly, after: Weekly, data: st.DataObject) -> None:
    """Its own time, name and capacity; the rest follows."""
    as_made = made(before, data.draw(days_of(before)))
    fields = replace(as_made.fields, name="Mock exam", max_capacity=60)
    session = replace(as_made, fields=fields, starts_at=as_made.starts_at + HAND, ends_at=as_made.ends_at + HAND)
    followed = follow(session, before, after, LONDON)
    assert (followed.starts_at, followed.ends_at) == (session.starts_at, session.ends_at)
    assert (followed.fields.name, followed.fields.max_capacity) == ("Mock exam", 60)
    assert followed.fields.tutor_id == after.fields.tutor_id


@given(weeklies(), st.data())
def test_an_edit_that_changes_nothing_changes_nothing(weekly: Weekly, data: st.DataObject) -> None:
    """Nor does it undo what was done by hand."""
    as_made = made(weekly, data.draw(days_of(weekly)))
    by_hand = replace(as_made, starts_at=as_made.starts_at + HAND, ends_at=as_made.ends_at + HAND)
    for session in (as_made, by_hand):
        assert follow(session, weekly, weekly, LONDON) == session


@given(weeklies(), weeklies(), st.data())
def test_going_there_and_back_is_where_one_was(before: Weekly, after: Weekly, data: st.DataObject) -> None:
    """A preview can be regretted."""
    session = made(before, data.draw(days_of(before)))
    there = follow(session, before, after, LONDON)
    assert follow(there, after, before, LONDON) == session
