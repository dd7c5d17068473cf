"""Generated histories of several replicas: whatever is lost, late or dead, in the end all of them say the same."""

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from realtime_hub.room.inputs import BusBack, BusLost
from shared.events.commands import CompleteActivity, Heartbeat, ReportProgress, SaveDraft
from shared.events.room import Event
from shared.events.shapes import Answer
from shared.events.values import AttemptId, Audience, ConnectionId, ExerciseId, UserId
from tests.realtime_hub.room.builders import TUTOR
from tests.realtime_hub.room.cluster import Cluster, Replica
from tests.realtime_hub.room.histories import EXERCISES, MEMBERS, ROLES, STUDENTS, event_strategy
from tests.realtime_hub.room.reference_client import Message

PLACES = st.integers(0, 20)


class Centre(RuleBasedStateMachine):
    """Up to three replicas of one room under members who wander between them."""

    def __init__(self) -> None:
        super().__init__()
        self.cluster = Cluster()
        self.has_lost_a_hash = False

    @initialize()
    def open(self) -> None:
        """Two replicas, a tutor at each, so that there is always somebody to compare with."""
        for _ in range(2):
            self.cluster.join(self.cluster.start(), TUTOR)

    def replica(self, place: int) -> Replica:
        """Any that runs."""
        return list(self.cluster.replicas.values())[place % len(self.cluster.replicas)]

    def connection(self, place: int) -> tuple[Replica, ConnectionId] | None:
        """Any that is open."""
        found = [(r, c) for r in self.cluster.replicas.values() for c in r.clients]
        return found[place % len(found)] if found else None

    @rule(place=PLACES, member=MEMBERS)
    def join(self, place: int, member: UserId) -> None:
        """A member connects somewhere, perhaps while still connected elsewhere."""
        self.cluster.join(self.replica(place), member, role=ROLES.get(member))

    @rule(place=PLACES)
    def leave(self, place: int) -> None:
        """A socket goes."""
        if found := self.connection(place):
            self.cluster.leave(*found)

    @rule(place=PLACES, exercise=EXERCISES, percent=st.integers(0, 100), is_done=st.booleans())
    def progress(self, place: int, exercise: str, percent: int, is_done: bool) -> None:
        """Somebody works."""
        if found := self.connection(place):
            name = ExerciseId(exercise)
            report = ReportProgress(exercise_id=name, progress_pct=percent, answered_count=0)
            self.cluster.say(*found, CompleteActivity(exercise_id=name) if is_done else report)

    @rule(place=PLACES, is_active=st.booleans())
    def beat(self, place: int, is_active: bool) -> None:
        """A sign of life."""
        if found := self.connection(place):
            self.cluster.say(*found, Heartbeat(is_active=is_active))

    @rule(place=PLACES, student=STUDENTS, exercise=EXERCISES, base=st.integers(0, 3), text=st.sampled_from("ab"))
    def draft(self, place: int, student: UserId, exercise: str, base: int, text: str) -> None:
        """A student's device sends answers."""
        answers = (Answer(question_index=0, answer=text),)
        message = SaveDraft(attempt_id=AttemptId(f"{student}-{exercise}"), base=base, answers=answers)
        for replica in list(self.cluster.replicas.values()):
            for connection, client in list(replica.clients.items()):
                if client.me == student:
                    self.cluster.say(replica, connection, message)

    @rule(happened=event_strategy(), is_lost_for=st.sets(PLACES, max_size=1))
    def log(self, happened: tuple[Event, Audience], is_lost_for: set[int]) -> None:
        """The core logs something; the notice may be lost for one replica."""
        lost = {self.replica(place).name for place in is_lost_for}
        self.cluster.write_log(*happened, reaching=set(self.cluster.replicas) - lost)

    @rule(place=PLACES)
    def deliver(self, place: int) -> None:
        """What is on its way to one replica arrives."""
        self.cluster.deliver(self.replica(place))

    @rule(place=PLACES)
    def tell(self, place: int) -> None:
        """One replica tells what changed."""
        self.cluster.tell(self.replica(place))

    @rule(place=PLACES)
    def lose_mail(self, place: int) -> None:
        """Pub/sub drops what is on its way, without a word."""
        replica = self.replica(place)
        replica.mail.clear()

    @precondition(lambda self: len(self.cluster.replicas) < 3)
    @rule()
    def start(self) -> None:
        """A late replica opens the room."""
        self.cluster.start()

    @precondition(lambda self: len(self.cluster.replicas) > 1)
    @rule(place=PLACES)
    def kill(self, place: int) -> None:
        """A replica dies; its members come back elsewhere, or not."""
        self.cluster.kill(self.replica(place))

    @precondition(lambda self: self.cluster.is_redis_up)
    @rule(keeps_its_data=st.booleans())
    def redis_goes(self, keeps_its_data: bool) -> None:
        """Away, perhaps with all it knew."""
        self.cluster.is_redis_up = False
        if not keeps_its_data:
            self.has_lost_a_hash = True
            self.cluster.hashes.clear()
            self.cluster.epochs.clear()
        for replica in self.cluster.replicas.values():
            replica.mail.clear()
            self.cluster.do(replica, BusLost())

    @precondition(lambda self: not self.cluster.is_redis_up)
    @rule()
    def redis_comes(self) -> None:
        """There again."""
        self.cluster.is_redis_up = True
        for replica in self.cluster.replicas.values():
            replica.is_to_tell_all = True
            self.cluster.do(replica, BusBack())

    @rule(seconds=st.sampled_from([0.05, 2, 16, 31, 50]))
    def wait(self, seconds: float) -> None:
        """Time passes; who is alive says so."""
        self.cluster.now += seconds
        self.has_lost_a_hash |= seconds > 45 or not self.cluster.is_redis_up
        for replica in self.cluster.replicas.values():
            self.cluster.repeat(replica)

    @invariant()
    def no_student_sees_another(self) -> None:
        """Whatever happened."""
        for replica in self.cluster.replicas.values():
            for client in replica.clients.values():
                assert client.is_staff or set(client.students) <= {client.me}

    def teardown(self) -> None:
        """In the end every client's state is a fresh snapshot, and all replicas' snapshots are the same."""
        if not self.cluster.replicas:
            return
        if not self.cluster.is_redis_up:
            self.redis_comes()
        for replica in self.cluster.replicas.values():
            self.cluster.join(replica, UserId(f"watcher-{replica.name}"), role=ROLES[UserId("observer")])
        for seconds in (60, 50, 20):
            self.cluster.now += seconds
            for replica in self.cluster.replicas.values():
                self.cluster.repeat(replica)
            self.heal()
            self.cluster.settle()
        snapshots = [self.check(replica) for replica in self.cluster.replicas.values()]
        for snapshot in snapshots[1:]:
            assert snapshot["tutorOnline"] == snapshots[0]["tutorOnline"]
            for name, student in snapshot["students"].items():
                assert student == snapshots[0]["students"][name]

    def heal(self) -> None:
        """The look at positions finds what was lost of the log."""
        head = self.cluster.first.seq + len(self.cluster.log)
        for replica in self.cluster.replicas.values():
            self.cluster.heal(replica, head)

    def check(self, replica: Replica) -> Message:
        """Every staff client has what a fresh snapshot has; the snapshot, without what may differ."""
        fresh: Message = {}
        for connection, client in list(replica.clients.items()):
            if client.is_staff:
                fresh = self.cluster.fresh(replica, connection)
                assert (client.students, client.tutor_online) == (fresh["students"], fresh["tutorOnline"])
        return {"students": comparable(fresh["students"]), "tutorOnline": fresh["tutorOnline"]}


def comparable(students: Message) -> Message:
    """Without what each replica has to guess where nobody writes any more: whether somebody offline was ever here."""
    for student in students.values():
        activity = student["activity"] or {}
        activity.pop("statusSince", None)
        if not student["online"]:
            del student["hasJoined"]
            activity.pop("status", None)
    return students


TestCentre = Centre.TestCase
TestCentre.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
