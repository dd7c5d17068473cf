"""Several replicas of one room: what is missing is read again, and the members of a dead replica expire."""

from realtime_hub.room.inputs import BusBack, BusLost, Heard, ReplicaRead, Second
from shared.events.replicas import LiveBatch
from shared.events.room import MemberAdded, MemberRemoved
from shared.events.values import UserId
from tests.realtime_hub.room.builders import AMINA, BEN, TUTOR, enrollment
from tests.realtime_hub.room.lesson_at_two import activity, draft, exchange, pair, progress, seen


def test_a_missing_batch_shows_in_the_next_number_and_is_read() -> None:
    """The repeated number is enough."""
    cluster, one, two, tutor, amina = pair()
    cluster.say(two, amina, progress(40))
    cluster.tell(two)
    one.mail.clear()
    cluster.deliver(one)
    assert activity(cluster, one, tutor) == 0
    cluster.repeat(two)
    cluster.deliver(one)
    assert activity(cluster, one, tutor) == 40


def test_a_reading_that_batches_have_overtaken_does_not_bring_back_who_left() -> None:
    """What was told since the replica was asked counts after what was read."""
    cluster, one, two, _, amina = pair()
    cluster.hashes[two.name].number += 1
    old = cluster.read(two.name)
    number = two.room.state.share_number
    cluster.do(one, Heard(LiveBatch(replica=two.name, number=number + 2)))
    gone = (f"connection:{amina}",)
    cluster.do(one, Heard(LiveBatch(replica=two.name, number=number + 3, gone=gone)))
    cluster.do(one, ReplicaRead(two.name, old))
    assert amina not in one.room.state.others[two.name].connections


def test_a_reading_that_comes_after_newer_batches_makes_nobody_leave() -> None:
    """Two readings were under way; the first one's answer, and a batch, overtook the second's."""
    cluster, one, two, tutor, _ = pair()
    old = cluster.read(two.name)
    cluster.do(one, ReplicaRead(two.name, old))
    cluster.join(two, BEN)
    exchange(cluster)
    assert one.clients[tutor].students[BEN]["online"] is True
    cluster.do(one, ReplicaRead(two.name, old))
    assert one.clients[tutor].students[BEN]["online"] is True
    assert not one.room.state.others[two.name].is_behind


def test_a_late_replica_knows_what_was_told_before_it_came() -> None:
    """From the hashes; what is told meanwhile comes after."""
    cluster, _, two, _, amina = pair()
    cluster.say(two, amina, progress(40))
    cluster.say(two, amina, draft(0, "1/2"))
    cluster.deliver(two)
    cluster.tell(two)
    late = cluster.start()
    tutor = cluster.join(late, TUTOR)
    assert activity(cluster, late, tutor) == 40
    assert seen(cluster, late, tutor)["draft"] is not None
    assert seen(cluster, late, tutor)["online"] is True


def test_the_members_of_a_dead_replica_expire_after_45_seconds() -> None:
    """Not before: their replica may only be slow, and they may be on their way to another one."""
    cluster, one, two, tutor, _ = pair()
    cluster.kill(two)
    cluster.now += 44
    cluster.do(one, Second())
    assert one.clients[tutor].students[AMINA]["online"] is True
    cluster.now += 2
    cluster.do(one, Second())
    assert one.clients[tutor].students[AMINA]["online"] is False
    assert one.room.state.others == {}


def test_who_came_back_elsewhere_does_not_expire_with_the_dead_replica() -> None:
    """The newest connection counts."""
    cluster, one, two, tutor, _ = pair()
    cluster.kill(two)
    amina = cluster.join(one, AMINA)
    cluster.now += 20
    cluster.say(one, amina, progress(20))
    cluster.now += 26
    cluster.say(one, amina, progress(30))
    cluster.do(one, Second())
    assert one.clients[tutor].students[AMINA]["online"] is True


def test_nobody_expires_while_redis_is_away() -> None:
    """Nobody could be heard; afterwards the count begins anew."""
    cluster, one, two, tutor, amina = pair()
    cluster.is_redis_up = False
    for replica in (one, two):
        cluster.do(replica, BusLost())
    cluster.now += 100
    cluster.say(two, amina, progress(10))
    cluster.do(one, Second())
    cluster.is_redis_up = True
    for replica in (one, two):
        replica.is_to_tell_all = True
        cluster.do(replica, BusBack())
        cluster.do(replica, Second())
    exchange(cluster)
    assert seen(cluster, one, tutor)["online"] is True
    assert activity(cluster, one, tutor) == 10


def test_a_replica_that_was_thought_dead_is_believed_again() -> None:
    """With its whole hash written anew."""
    cluster, one, two, tutor, _ = pair()
    cluster.now += 50
    cluster.do(one, Second())
    assert one.clients[tutor].students[AMINA]["online"] is False
    cluster.repeat(two)
    exchange(cluster)
    assert one.clients[tutor].students[AMINA]["online"] is True


def test_facts_about_a_student_who_was_enrolled_a_moment_ago_are_not_lost() -> None:
    """They may come before the event that enrols the student."""
    cluster, one, two, tutor, _ = pair()
    carol = UserId("carol")
    cluster.write_log(
        MemberAdded(student_id=carol, name="Carol", seat=None, enrollments=(enrollment(carol),)), (carol,)
    )
    added = one.mail.pop()
    cluster.deliver(two)
    cluster.join(two, carol)
    exchange(cluster)
    cluster.do(one, added)
    cluster.deliver(one)
    assert seen(cluster, one, tutor, carol)["online"] is True


def test_who_is_removed_is_taken_back_from_the_hash() -> None:
    """A late replica must not hear of them."""
    cluster, one, two, _, _ = pair()
    exchange(cluster)
    assert f"presence:{AMINA}" in cluster.hashes[two.name].facts
    cluster.write_log(MemberRemoved(student_id=AMINA), (AMINA,))
    exchange(cluster)
    exchange(cluster)
    assert not any(AMINA in field for field in cluster.hashes[two.name].facts)
    assert BEN in one.room.state.students


def test_who_has_come_and_gone_elsewhere_is_told_to_have_left() -> None:
    """They are offline here as before, yet no longer somebody who never came: tutors are told, as a snapshot would."""
    cluster, one, two, tutor, _ = pair()
    cluster.leave(two, cluster.join(two, BEN))
    cluster.now += 16
    cluster.do(two, Second())
    exchange(cluster)
    ben = one.clients[tutor].students[BEN]
    assert (ben["hasJoined"], ben["online"]) == (True, False)
    assert seen(cluster, one, tutor, BEN) == ben
