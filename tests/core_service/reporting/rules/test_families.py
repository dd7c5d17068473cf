"""What a parent is told, as plain decisions."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest

from core_service.reporting.rules.families import (
    AtHome,
    Marked,
    Week,
    idea_for_home,
    notes_are_out,
    sentence_of,
    units_left,
)


@pytest.mark.parametrize(
    ("now", "out"),
    [
        (datetime(2026, 11, 17, 19, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 17, 20, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 18, 9, 0, tzinfo=UTC), True),
    ],
)
def test_notes_come_out_in_the_evening(now: datetime, out: bool) -> None:
    """At the centre's hour of the lesson's day, and ever after."""
    assert notes_are_out(date(2026, 11, 17), time(20), "Europe/London", now) is out


def test_the_evening_is_the_centres_own() -> None:
    """Summer time counts: 20:00 in Berlin is 18:00 UTC in July and 19:00 in January."""
    july, january = date(2026, 7, 1), date(2026, 1, 1)
    assert notes_are_out(july, time(20), "Europe/Berlin", datetime(2026, 7, 1, 18, tzinfo=UTC))
    assert not notes_are_out(january, time(20), "Europe/Berlin", datetime(2026, 1, 1, 18, tzinfo=UTC))


def test_a_unit_is_left_until_all_of_it_is_mastered() -> None:
    """Or until an assessor has confirmed it."""
    mastered, half, confirmed = uuid4(), uuid4(), uuid4()
    units = {mastered: [0.8, 1.0], half: [1.0, 0.79], confirmed: [0.0]}
    assert units_left(units, {confirmed}, 0.8) == 1
    assert units_left(units, set(), 0.8) == 2
    assert units_left({}, set(), 0.8) == 0


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        (
            Week(first_name="Maya", lessons_attended=2, exercises_finished=6, moved_up_in=("English",)),
            "Maya came twice this week, finished 6 exercises and moved up in English.",
        ),
        (Week(first_name="Maya", lessons_attended=1), "Maya came once this week."),
        (Week(first_name="Maya", lessons_attended=3), "Maya came 3 times this week."),
        (
            Week(first_name="Maya", exercises_finished=1, moved_up_in=("English", "Maths")),
            "Maya finished 1 exercise and moved up in English and Maths.",
        ),
        (
            Week(first_name="Maya", lessons_missed=1, next_lesson_on="Thursday"),
            "We missed Maya this week and look forward to Thursday.",
        ),
        (Week(first_name="Maya", next_lesson_on="Thursday"), "Maya's next session is on Thursday."),
        (Week(first_name="Maya"), "Maya had no session this week."),
    ],
)
def test_the_week_in_a_sentence(week: Week, sentence: str) -> None:
    """What the child did; never what they lack."""
    assert sentence_of(week) == sentence


HARD, EASY = Marked("Adding fractions", "Mathematics", 0.5), Marked("Nouns", "English", 0.9)


@pytest.mark.parametrize(
    ("known", "words", "minutes"),
    [
        (AtHome(first_name="Maya", catch_up_minutes=45, marked=[HARD]), "what was missed", 15),
        (AtHome(first_name="Maya", catch_up_minutes=1), "what was missed", 5),
        (AtHome(first_name="Maya", marked=[EASY, HARD], moved_up_in=["English"]), "Adding fractions", 5),
        (AtHome(first_name="Maya", marked=[EASY], moved_up_in=["English"]), "moved up in English", 5),
        (AtHome(first_name="Maya", subject_areas=["maths"], week=0), "Cut a pizza", 10),
        (AtHome(first_name="Maya", subject_areas=["English"], week=1), "Ask Maya to write", 10),
        (AtHome(first_name="Maya", subject_areas=["Science"], week=3), "explain one thing", 10),
    ],
)
def test_an_idea_for_home(known: AtHome, words: str, minutes: int) -> None:
    """The first that fits: what was missed, what was hard, what went well, something of a subject."""
    idea = idea_for_home(known)
    assert idea is not None
    assert words in idea.words
    assert idea.minutes == minutes


def test_no_course_no_idea() -> None:
    """Better none than one about nothing."""
    assert idea_for_home(AtHome(first_name="Maya")) is None
