"""The agenda: the earliest moment that was noted for a name counts, and each is given out once."""

from realtime_hub.room.agenda import Agenda
from realtime_hub.room.inputs import Second
from tests.realtime_hub.room.builders import AMINA, BEN, TUTOR, Play


def test_nobody_is_due_before_their_time() -> None:
    """And each comes once, the earliest first."""
    agenda: Agenda[str] = Agenda()
    agenda.note("late", 20.0)
    agenda.note("early", 10.0)
    assert agenda.take(9.9) == []
    assert agenda.take(20.0) == ["early", "late"]
    assert agenda.take(1000.0) == []


def test_an_earlier_moment_replaces_a_later_one_and_not_the_other_way_round() -> None:
    """Who has become due sooner is looked at sooner, and not again at the old moment."""
    agenda: Agenda[str] = Agenda()
    for at in (20.0, 10.0, 30.0):
        agenda.note("x", at)
    assert agenda.take(10.0) == ["x"]
    assert agenda.take(1000.0) == []


def test_who_is_noted_soon_is_due_at_once() -> None:
    """Whatever was noted for them."""
    agenda = Agenda(["a"])
    agenda.note("b", 20.0)
    agenda.note_soon("b")
    assert agenda.take(0.0) == ["a", "b"]


def test_of_an_idle_class_only_those_are_looked_at_whose_time_has_come() -> None:
    """A second after everybody's first look nobody is due; after fifteen each connection is, for its ping."""
    play = Play()
    for user in (TUTOR, AMINA, BEN):
        play.join(user)
    play.later(1)
    play.do(Second())
    state = play.room.state
    assert state.listeners_due.take(play.now + 1) == []
    assert state.students_due.take(play.now + 1) == []
    assert len(state.listeners_due.take(play.now + state.rules.ping)) == 3
