"""A lesson at two replicas, as tests of both sides begin it."""

from realtime_hub.room.inputs import Tick
from shared.events.commands import ReportProgress, SaveDraft
from shared.events.shapes import Answer
from shared.events.values import AttemptId, ConnectionId, ExerciseId, UserId
from tests.realtime_hub.room.builders import AMINA, TUTOR, started
from tests.realtime_hub.room.cluster import Cluster, Replica

ATTEMPT = AttemptId("amina-fractions")


def progress(percent: int) -> ReportProgress:
    """In the usual exercise."""
    return ReportProgress(exercise_id=ExerciseId("fractions"), progress_pct=percent, answered_count=1)


def draft(base: int, text: str) -> SaveDraft:
    """In the usual attempt."""
    return SaveDraft(attempt_id=ATTEMPT, base=base, answers=(Answer(question_index=0, answer=text),))


def exchange(cluster: Cluster) -> None:
    """What everybody has to tell reaches everybody."""
    for replica in cluster.replicas.values():
        cluster.tell(replica)
    for replica in list(cluster.replicas.values()):
        cluster.deliver(replica)
        cluster.now += 0.06
        cluster.do(replica, Tick())


def pair() -> tuple[Cluster, Replica, Replica, ConnectionId, ConnectionId]:
    """Two replicas: the tutor is at the first, Amina, who has opened an exercise, at the second."""
    cluster = Cluster()
    one, two = cluster.start(), cluster.start()
    tutor, amina = cluster.join(one, TUTOR), cluster.join(two, AMINA)
    cluster.write_log(started(AMINA), (AMINA,))
    exchange(cluster)
    return cluster, one, two, tutor, amina


def seen(cluster: Cluster, replica: Replica, tutor: ConnectionId, student: UserId = AMINA) -> dict[str, object]:
    """A student as a fresh snapshot shows them."""
    found: dict[str, object] = cluster.fresh(replica, tutor)["students"][student]
    return found


def activity(cluster: Cluster, replica: Replica, tutor: ConnectionId) -> object:
    """Amina's progress."""
    shown = seen(cluster, replica, tutor)["activity"]
    assert isinstance(shown, dict)
    return shown["progressPct"]
