"""Several replicas of one room: whose word counts, and whose connection stays."""

import pytest

from realtime_hub.room.inputs import Heard, Second
from shared.events.commands import Heartbeat, ReportProgress
from shared.events.replicas import LiveBatch, PresenceFact
from shared.events.room import ExerciseSubmitted
from shared.events.values import AttemptStatus, ExerciseId, ReplicaId, RoomRole
from tests.realtime_hub.room.builders import AMINA, BEN, TUTOR, started
from tests.realtime_hub.room.lesson_at_two import ATTEMPT, activity, draft, exchange, pair, progress, seen


def test_what_a_student_does_at_one_replica_is_seen_at_the_other() -> None:
    """Presence, progress and saved answers; the tutor's client is told, without asking."""
    cluster, one, two, tutor, amina = pair()
    cluster.say(two, amina, progress(40))
    cluster.say(two, amina, draft(0, "1/2"))
    cluster.deliver(two)
    exchange(cluster)
    client = one.clients[tutor].students[AMINA]
    assert client["online"] is True
    assert client["activity"]["progressPct"] == 40
    assert client["draft"]["answers"] == [{"questionIndex": 0, "answer": "1/2"}]
    assert client == seen(cluster, one, tutor)


def test_a_tutor_elsewhere_is_as_present_as_one_here() -> None:
    """The student is told, and told again when the tutor has been gone for 15 s."""
    cluster, one, two, tutor, amina = pair()
    assert two.clients[amina].tutor_online
    cluster.leave(one, tutor)
    exchange(cluster)
    assert two.clients[amina].tutor_online
    cluster.now += 16
    cluster.do(two, Second())
    assert not two.clients[amina].tutor_online


def test_a_student_who_continues_at_another_replica_is_one_member() -> None:
    """The older connection ends with 4502, nobody is announced as left, and the new replica writes from now on."""
    cluster, one, two, tutor, amina = pair()
    again = cluster.join(one, AMINA)
    exchange(cluster)
    assert cluster.closed == {amina: 4502}
    cluster.now += 20
    for replica in (one, two):
        cluster.do(replica, Second())
    exchange(cluster)
    assert seen(cluster, one, tutor)["online"] is True
    cluster.say(one, again, progress(60))
    exchange(cluster)
    shown = two.room.state.students[AMINA].activity()
    assert shown is not None
    assert shown.progress_pct == 60


def test_an_older_word_never_replaces_a_newer_one() -> None:
    """A batch that comes late, from the replica that the student has left."""
    cluster, one, two, tutor, amina = pair()
    cluster.say(two, amina, progress(40))
    cluster.tell(two)
    again = cluster.join(one, AMINA)
    cluster.say(one, again, progress(60))
    exchange(cluster)
    assert activity(cluster, one, tutor) == 60


def test_a_hello_that_another_replica_has_overtaken_is_closed() -> None:
    """Its epoch is the lower one."""
    cluster, one, two, _, amina = pair()
    cluster.epochs[AMINA] = 0
    one.room.state.epochs.clear()
    one.room.state.students[AMINA].presence_stamp = (0, "", 0)
    one.room.state.others[two.name].connections = {
        name: fact for name, fact in one.room.state.others[two.name].connections.items() if name == amina
    }
    late = cluster.join(one, AMINA, device="old tablet")
    assert cluster.closed[late] == 4502


def test_staff_have_three_devices_over_all_replicas() -> None:
    """The fourth ends the oldest, wherever that is."""
    cluster, one, two, tutor, _ = pair()
    for replica in (two, one, two):
        cluster.join(replica, TUTOR)
        exchange(cluster)
    assert cluster.closed == {tutor: 4502}


def test_another_role_elsewhere_ends_the_old_one() -> None:
    """4002: a fresh view with the next connection."""
    cluster, _, two, tutor, _ = pair()
    cluster.join(two, TUTOR, role=RoomRole.OBSERVER)
    exchange(cluster)
    assert cluster.closed == {tutor: 4002}


def test_an_epoch_is_above_any_seen_even_when_redis_forgot() -> None:
    """Else the newest connection would lose against an older one."""
    cluster, one, two, _, amina = pair()
    for _ in range(3):
        amina = cluster.join(two, AMINA)
    exchange(cluster)
    cluster.epochs.clear()
    again = cluster.join(one, AMINA)
    exchange(cluster)
    assert (again in cluster.closed, cluster.closed[amina]) == (False, 4502)


def test_handed_in_answers_are_not_brought_back_by_another_replicas_draft() -> None:
    """A draft that was told before, and comes after."""
    cluster, one, two, tutor, amina = pair()
    cluster.say(two, amina, draft(0, "1/2"))
    cluster.deliver(two)
    cluster.tell(two)
    told = list(one.mail)
    one.mail.clear()
    handed_in = ExerciseSubmitted(
        student_id=AMINA,
        attempt_id=ATTEMPT,
        exercise_id=ExerciseId("fractions"),
        status=AttemptStatus.AUTO_GRADED,
        max_score=5,
    )
    cluster.write_log(handed_in, (AMINA,))
    cluster.deliver(one)
    one.mail.extend(told)
    exchange(cluster)
    assert "draft" not in seen(cluster, one, tutor)
    assert ATTEMPT not in one.room.state.students[AMINA].drafts
    exchange(cluster)
    assert f"draft:{ATTEMPT}" not in cluster.hashes[two.name].facts


def test_progress_that_overtakes_the_start_of_its_exercise_waits_for_it() -> None:
    """The log and the live facts come on different channels."""
    cluster, one, two, tutor, amina = pair()
    cluster.write_log(started(AMINA, "primes"), (AMINA,))
    start = one.mail.pop()
    cluster.deliver(two)
    report = ReportProgress(exercise_id=ExerciseId("primes"), progress_pct=30, answered_count=1)
    cluster.say(two, amina, report)
    exchange(cluster)
    assert activity(cluster, one, tutor) == 0
    cluster.do(one, start)
    assert activity(cluster, one, tutor) == 30


@pytest.mark.parametrize("is_quiet", [True, False])
def test_whether_a_student_is_quiet_is_known_where_they_are(is_quiet: bool) -> None:
    """The other replica hears of no heartbeat, and shows what it is told, since when it is told."""
    cluster, one, two, tutor, amina = pair()
    cluster.now += 130
    cluster.say(two, amina, Heartbeat(is_active=False) if is_quiet else progress(10))
    for replica in (two, one):
        cluster.repeat(replica)
        cluster.deliver(replica)
    cluster.do(two, Second())
    exchange(cluster)
    cluster.do(one, Second())
    theirs = two.room.state.students[AMINA]
    shown = one.clients[tutor].students[AMINA]["activity"]
    assert shown["status"] == ("IDLE" if is_quiet else "WORKING")
    assert one.room.state.students[AMINA].status_since == theirs.status_since


def test_two_writers_of_one_epoch_are_told_apart_by_their_names() -> None:
    """Redis was away at both hellos: every replica must choose the same one."""
    cluster, one, _, _, _ = pair()
    student = one.room.state.students[BEN]
    for replica, online in (("b", True), ("a", False)):
        fact = PresenceFact(
            student_id=BEN,
            version=(7, 1),
            online=online,
            has_joined=True,
            is_quiet=False,
            status="working",
            status_since=student.status_since,
        )
        cluster.do(one, Heard(LiveBatch(replica=ReplicaId(replica), number=1, facts=(fact,), is_whole=True)))
    assert student.online is True
