"""The end of the log: order, gaps and patience."""

from realtime_hub.room.effects import Fetch
from realtime_hub.room.inputs import Fetched, HeadSeen, Logged, NoticesMissed, Tick
from shared.events.room import PanelChanged, SessionStarted
from shared.events.values import PanelMode
from tests.realtime_hub.room.builders import AMINA, TUTOR, Play, of_kind, sent


def listening() -> Play:
    """A room at seq 10 with a tutor in it."""
    play = Play()
    play.join(TUTOR)
    return play


def seqs(messages: list[dict[str, object]]) -> list[object]:
    """The positions of the events among them."""
    return [message["seq"] for message in messages if message["type"] == "session:started"]


def test_events_that_overtake_each_other_are_delivered_in_order_once() -> None:
    """13, 12, 12, 11 arrive; 11, 12, 13 go out."""
    play = listening()
    out: list[object] = []
    for seq in (13, 12, 12, 11, 11):
        out += seqs(sent(play.log(SessionStarted(), seq=seq), TUTOR))
    assert out == [11, 12, 13]


def test_a_gap_is_fetched_after_50_ms_of_patience() -> None:
    """Not before, and not twice at once."""
    play = listening()
    play.log(SessionStarted(), seq=12)
    assert play.room.is_restless
    assert of_kind(play.do(Tick()), Fetch) == []
    play.later(0.06)
    assert of_kind(play.do(Tick()), Fetch) == [Fetch(10)]
    assert of_kind(play.do(Tick()), Fetch) == []


def test_a_gap_that_closes_by_itself_is_not_fetched() -> None:
    """Pub/sub may deliver late."""
    play = listening()
    play.log(SessionStarted(), seq=12)
    play.log(SessionStarted(), seq=11)
    play.later(1)
    assert of_kind(play.do(Tick()), Fetch) == []
    assert not play.room.is_restless


def test_a_position_that_is_behind_is_healed_from_the_core() -> None:
    """A lost notice shows in the batched look at positions."""
    play = listening()
    play.do(HeadSeen(11))
    play.later(0.06)
    assert of_kind(play.do(Tick()), Fetch) == [Fetch(10)]
    row = play.row(SessionStarted(), "everyone", 11)
    assert seqs(sent(play.do(Fetched((row,), 11)), TUTOR)) == [11]
    assert not play.room.is_restless


def test_a_page_that_does_not_reach_the_head_is_followed_by_the_next() -> None:
    """The core answers in pages."""
    play = listening()
    play.do(Fetched((play.row(SessionStarted(), "everyone", 11),), 14))
    play.later(0.06)
    assert of_kind(play.do(Tick()), Fetch) == [Fetch(11)]


def test_an_interrupted_subscription_is_a_reason_to_look() -> None:
    """At once: nobody knows what was lost."""
    assert of_kind(listening().do(NoticesMissed()), Fetch) == [Fetch(10)]


def test_an_event_of_a_later_release_keeps_its_place() -> None:
    """It is passed on, and the next one follows."""
    play = listening()
    row = play.row(PanelChanged(student_id=AMINA, mode=PanelMode.TEACH), "everyone", 11)
    unknown = type(row)(
        session_id=row.session_id,
        seq=11,
        audience="everyone",
        at=row.at,
        event=type(row.event)(b'{"type":"board:cleared"}'),
    )
    (message,) = sent(play.do(Logged(unknown)), TUTOR)
    assert (message["type"], message["seq"]) == ("board:cleared", 11)
    assert play.room.seq == 11


def test_events_that_are_known_already_are_not_set_aside() -> None:
    """Else a lesson's worth of repeated notices would stay in memory."""
    play = listening()
    play.log(SessionStarted(), seq=11)
    for seq in (11, 10, 3):
        assert sent(play.log(SessionStarted(), seq=seq), TUTOR) == []
    assert play.room.state.journal.set_aside == 0
    play.log(SessionStarted(), seq=13)
    assert play.room.state.journal.set_aside == 1
