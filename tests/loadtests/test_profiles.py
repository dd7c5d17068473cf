"""Who is there at what time of a load test."""

import pytest

from loadtests.lessons.profiles import Profile, people_at, storms


def test_a_class_is_there_within_a_minute() -> None:
    """And stays to the end."""
    counts = [people_at(Profile.LESSON, 160, 300, second) for second in (0, 30, 60, 299, 300)]
    assert counts == [1, 80, 160, 160, None]


def test_a_short_run_keeps_two_thirds_for_work() -> None:
    """The whole class comes faster then."""
    assert people_at(Profile.STORM, 32, 30, 10) == 32


def test_an_afternoon_has_two_waves() -> None:
    """Few after school, all in the first wave, fewer between, most in the second, nobody at night."""
    early, first, between, second, late = (
        people_at(Profile.AFTERNOON, 100, 100, time) or 0 for time in (10, 45, 60, 75, 98)
    )
    assert early < between < second < first == 100
    assert late < early


@pytest.mark.parametrize("profile", Profile)
def test_every_shape_ends(profile: Profile) -> None:
    """With the time that it was given."""
    assert people_at(profile, 10, 60, 60) is None
    assert (people_at(profile, 10, 60, 59.9) or 0) >= 1


def test_storms_come_when_all_are_there() -> None:
    """Twice, and only where they were asked for."""
    assert storms(Profile.STORM, 240) == (120, 180)
    assert storms(Profile.LESSON, 240) == ()
