"""Replicas that counted one student's connections alike, Redis being away: the one where the student is has the say."""

import pytest

from realtime_hub.room.inputs import BusBack, BusLost
from tests.realtime_hub.room.builders import AMINA, TUTOR
from tests.realtime_hub.room.cluster import Cluster, Replica
from tests.realtime_hub.room.lesson_at_two import activity, exchange, pair, progress, seen


def redis_is_away(cluster: Cluster, *, away: bool) -> None:
    """For everybody."""
    cluster.is_redis_up = not away
    for replica in cluster.replicas.values():
        replica.is_to_tell_all = True
        cluster.do(replica, BusLost() if away else BusBack())


def replicas(first_is_last: bool) -> tuple[Cluster, Replica, Replica]:
    """A lesson at two replicas whose student has just gone; the names' order decides a tie, so both are tried."""
    cluster, one, two, _, amina = pair()
    cluster.leave(two, amina)
    exchange(cluster)
    return (cluster, one, two) if first_is_last else (cluster, two, one)


@pytest.mark.parametrize("first_is_last", [True, False])
@pytest.mark.parametrize("times_there", [1, 3])
def test_the_replica_where_the_student_is_has_the_say(first_is_last: bool, times_there: int) -> None:
    """However often the student had been at the other one meanwhile: now, and for all that is said later."""
    cluster, last, other = replicas(first_is_last)
    tutors = {replica.name: cluster.join(replica, TUTOR) for replica in (last, other)}
    redis_is_away(cluster, away=True)
    for _ in range(times_there):
        there = cluster.join(other, AMINA)
        cluster.say(other, there, progress(20))
        cluster.leave(other, there)
    here = cluster.join(last, AMINA)
    cluster.say(last, here, progress(40))
    redis_is_away(cluster, away=False)
    cluster.settle()
    assert [activity(cluster, replica, tutors[replica.name]) for replica in (last, other)] == [40, 40]
    cluster.say(last, here, progress(60))
    cluster.settle()
    assert [activity(cluster, replica, tutors[replica.name]) for replica in (last, other)] == [60, 60]
    assert [seen(cluster, replica, tutors[replica.name])["online"] for replica in (last, other)] == [True, True]


def test_what_was_said_elsewhere_stands_until_something_is_said_here() -> None:
    """A student who comes and says nothing has not taken back what they said before."""
    cluster, last, other = replicas(first_is_last=True)
    tutors = {replica.name: cluster.join(replica, TUTOR) for replica in (last, other)}
    redis_is_away(cluster, away=True)
    there = cluster.join(other, AMINA)
    cluster.say(other, there, progress(80))
    cluster.leave(other, there)
    here = cluster.join(last, AMINA)
    redis_is_away(cluster, away=False)
    cluster.settle()
    assert [activity(cluster, replica, tutors[replica.name]) for replica in (last, other)] == [80, 80]
    cluster.say(last, here, progress(90))
    cluster.settle()
    assert [activity(cluster, replica, tutors[replica.name]) for replica in (last, other)] == [90, 90]
