"""Promised jobs: run at least once, happen once, whatever dies in between."""

import importlib
import json
import pkgutil
import re
import signal
import smtplib
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import rq.serializers
import sqlalchemy as sa
from sqlalchemy.orm import Session

import core_service
from core_service.foundation.db import FRANCHISE_ID, NOTHING, DataScope
from core_service.foundation.jobs import ENQUEUE_AGAIN_AFTER, QUEUE, USUAL_PATIENCE, RedisJobQueue, schedule
from core_service.foundation.models import IdempotencyKey, PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.jobs import forget_logins
from core_service.identity.models import AppUser, Credential, Login
from core_service.live.service.life_cycle import END_FORGOTTEN
from core_service.sessions.models import SessionEvent, SessionLogHead, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.tables import DOMAINS
from core_service.worker import (
    FORGET_ANSWERS,
    JOBS,
    LETTER_JOBS,
    LETTERS,
    Job,
    Sweep,
    all_jobs,
    carry_out,
    file_jobs,
    forget_answers,
    patience_with,
)
from shared.clock import Clock, FixedClock, SystemClock
from shared.settings import CoreSettings
from tests.core_service.committed import committed_runtime, committed_settings, process_environment
from tests.core_service.conftest import NOW, RecordedNotices, World
from tests.core_service.letters import KeptLetters
from tests.engines import TestRun

_PATIENCE_SECONDS = 20.0
KNOWN = frozenset({"test", *JOBS})


def every_job() -> Mapping[str, Job]:
    """As the worker composes them; their letters would be kept."""
    return all_jobs(KeptLetters(), "https://learn.example")


@pytest.fixture(scope="module")
def settings_of_its_own(test_run: TestRun, worker_id: str, settings: CoreSettings) -> CoreSettings:
    """A database that other processes see."""
    return committed_settings(test_run, worker_id, settings)


@pytest.fixture
def run(settings_of_its_own: CoreSettings, clock: Clock, notices: RecordedNotices) -> Iterator[Runtime]:
    """Instead of the one whose changes are undone."""
    with committed_runtime(settings_of_its_own, clock, notices) as made:
        yield made


class Recorded:
    """A job that keeps what it was called with, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.calls: list[tuple[Mapping[str, Any], Any]] = []
        self.failures = failures

    def __call__(self, db: Session, arguments: Mapping[str, Any], *, now: Any) -> None:
        """Does nothing but remember; the centre's own row must be visible."""
        self.calls.append((arguments, now))
        if len(self.calls) <= self.failures:
            raise ValueError("not today")


class KeptQueue:
    """What would be handed to RQ."""

    def __init__(self) -> None:
        self.ids: list[UUID] = []

    def enqueue(self, job_id: UUID) -> None:
        """Keep it."""
        self.ids.append(job_id)


def promise(run: Runtime, name: str, centre_id: UUID, **more: Any) -> UUID:
    """A committed promise, due now."""
    with run.database.transaction(NOTHING) as db:
        schedule(db, name, centre_id=centre_id, due_at=NOW, **more)
        return db.scalars(
            sa.select(PendingJob.id).where(PendingJob.name == name, PendingJob.centre_id == centre_id)
        ).one()


def job_of(run: Runtime, job_id: UUID) -> PendingJob:
    """As it stands."""
    with run.database.open() as db:
        return db.get_one(PendingJob, job_id)


def test_every_promise_has_its_job(run: Runtime) -> None:
    """Whatever a module names as a promise is known to the worker; and the worker knows no other."""
    assert set(every_job()) | set(file_jobs(run)) == promised_names()


def promised_names() -> set[str]:
    """The constants of the core's modules that look like a promise: `subject.what_happens`."""
    names: set[str] = set()
    for module in pkgutil.walk_packages(core_service.__path__, "core_service."):
        if module.name.split(".")[1] not in {"launcher", "wsgi", "web"}:
            values = vars(importlib.import_module(module.name))
            texts = [value for name, value in values.items() if name.isupper() and isinstance(value, str)]
            names |= {text for text in texts if re.fullmatch(rf"({'|'.join(DOMAINS)})\.[a-z_]+", text)}
    return names


def test_job_runs_once_though_it_comes_twice(run: Runtime, world: World) -> None:
    """Done and marked as done in one transaction."""
    job = Recorded()
    job_id = promise(run, "test", world.riverside.id, arguments={"what": "this"})
    for _ in range(2):
        carry_out(run, job_id, {"test": job})
    assert job.calls == [({"what": "this"}, NOW)]
    assert job_of(run, job_id).done_at == NOW


def test_job_sees_its_centre_alone(run: Runtime, world: World) -> None:
    """The promise's centre is the context, so that a job cannot reach across."""
    seen: list[UUID] = []

    def look(db: Session, _arguments: object, *, now: object) -> None:
        seen.extend(db.scalars(sa.select(TutoringSession.centre_id).distinct()))

    carry_out(run, promise(run, "test", world.riverside.id), {"test": look})
    assert seen == [world.riverside.id]


def test_what_a_failed_job_did_is_undone(run: Runtime, world: World) -> None:
    """The failure is kept with the job; the next try comes after a pause."""

    def half(db: Session, _arguments: object, *, now: object) -> None:
        db.get_one(TutoringSession, world.session_id).name = "Half done"
        db.flush()
        raise ValueError("and then it broke")

    job_id = promise(run, "test", world.riverside.id)
    carry_out(run, job_id, {"test": half})
    failed = job_of(run, job_id)
    assert (failed.tries, failed.done_at, failed.failed_at) == (1, None, None)
    assert failed.error == "ValueError: and then it broke"
    with run.database.open(world.everything) as db:
        assert db.get_one(TutoringSession, world.session_id).name == "Study hall"


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no")}), "SMTPRecipientsRefused"),
        (smtplib.SMTPDataError(554, b"ann@example.org is blocked"), "SMTPDataError: 554"),
        (ValueError("x" * 600), f"ValueError: {'x' * 488}"),
    ],
)
def test_an_error_is_kept_without_addresses(run: Runtime, world: World, error: Exception, kept: str) -> None:
    """Whoever manages a centre reads what its jobs stumbled over."""

    def fail(db: Session, _arguments: object, *, now: object) -> None:
        raise error

    job_id = promise(run, "test", world.riverside.id)
    carry_out(run, job_id, {"test": fail})
    assert job_of(run, job_id).error == kept


def test_an_error_of_the_database_is_kept_without_values(run: Runtime, world: World) -> None:
    """Neither the statement's parameters nor the row that stood in the way."""

    def fail(db: Session, _arguments: object, *, now: object) -> None:
        person = db.scalars(sa.select(AppUser.id).limit(1)).one()
        db.execute(sa.insert(Credential).values(user_id=person, email="ann@example.org", password_hash=None))

    job_id = promise(run, "test", world.riverside.id)
    carry_out(run, job_id, {"test": fail})
    assert job_of(run, job_id).error == "IntegrityError: NotNullViolation"


def test_failed_job_comes_again_later_and_later(run: Runtime, world: World, clock: FixedClock) -> None:
    """Never before its pause; in the end it succeeds."""
    job, queue = Recorded(failures=2), KeptQueue()
    job_id = promise(run, "test", world.riverside.id)
    sweep = Sweep(run, queue, KNOWN)
    for tries in (1, 2):
        sweep.once()
        assert queue.ids.count(job_id) == tries
        carry_out(run, job_id, {"test": job})
        clock.advance(seconds=USUAL_PATIENCE.pause_after(tries).total_seconds())
        sweep.once()
        assert queue.ids.count(job_id) == tries
        clock.advance(seconds=1)
    sweep.once()
    carry_out(run, job_id, {"test": job})
    assert (len(job.calls), job_of(run, job_id).done_at) == (3, clock.now())


def test_hopeless_job_is_given_up(run: Runtime, world: World) -> None:
    """After five tries it is kept with its error, and never run again."""
    job = Recorded(failures=100)
    job_id = promise(run, "test", world.riverside.id)
    for _ in range(USUAL_PATIENCE.most_tries + 2):
        carry_out(run, job_id, {"test": job})
    assert len(job.calls) == USUAL_PATIENCE.most_tries
    assert (job_of(run, job_id).failed_at, job_of(run, job_id).error) == (NOW, "ValueError: not today")


def test_letters_outlast_a_day_without_post(run: Runtime, world: World, clock: FixedClock) -> None:
    """Tried all day, more and more rarely; an hour after the post is back the letter is out."""
    job, queue, name = Recorded(failures=1000), KeptQueue(), "notifications.letter"
    job_id = promise(run, name, world.riverside.id)
    sweep, back_at = Sweep(run, queue, {name}), clock.now() + timedelta(hours=26)
    while clock.now() < back_at:
        before = len(queue.ids)
        sweep.once()
        for _ in queue.ids[before:]:
            carry_out(run, job_id, {name: job})
        clock.advance(seconds=600)
    assert job_of(run, job_id).failed_at is None
    assert 20 < len(job.calls) < 60
    delivered = Recorded()
    clock.advance(seconds=3600)
    sweep.once()
    carry_out(run, job_id, {name: delivered})
    assert (len(delivered.calls), job_of(run, job_id).done_at) == (1, clock.now())


def test_letters_are_given_up_after_two_days(run: Runtime, world: World) -> None:
    """Then somebody has to look."""
    name = "identity.write_reset"
    waits = [patience_with(name).pause_after(tries) for tries in range(1, patience_with(name).most_tries)]
    assert timedelta(days=2) <= sum(waits, timedelta()) < timedelta(days=3)
    job, job_id = Recorded(failures=1000), promise(run, name, world.riverside.id)
    for _ in range(patience_with(name).most_tries + 1):
        carry_out(run, job_id, {name: job})
    assert (len(job.calls), job_of(run, job_id).failed_at) == (patience_with(name).most_tries, NOW)


def test_every_job_that_writes_letters_is_known_as_one() -> None:
    """And nothing else is: what is ours fails for reasons that a day does not mend."""
    assert {name for make in LETTER_JOBS for name in make(KeptLetters(), "")} == LETTERS


def test_job_that_kills_its_worker_is_given_up(run: Runtime, world: World) -> None:
    """Each try is counted before it, so the fifth death is the last."""

    def deadly(_db: Session, _arguments: object, *, now: object) -> None:
        raise SystemExit

    job_id = promise(run, "test", world.riverside.id)
    for _ in range(USUAL_PATIENCE.most_tries):
        with pytest.raises(SystemExit):
            carry_out(run, job_id, {"test": deadly})
    carry_out(run, job_id, {"test": deadly})
    assert job_of(run, job_id).failed_at == NOW


def test_unknown_job_fails_like_any_other(run: Runtime, world: World) -> None:
    """Should one be handed over all the same, its error says why."""
    job_id = promise(run, "of-a-later-release", world.riverside.id)
    carry_out(run, job_id)
    assert job_of(run, job_id).error == "KeyError: 'of-a-later-release'"


def test_promise_of_a_later_release_waits(run: Runtime, world: World, clock: FixedClock) -> None:
    """For a worker that knows it, with no try used up; after a month it is forgotten."""
    job_id, queue = promise(run, "of-a-later-release", world.riverside.id), KeptQueue()
    Sweep(run, queue, every_job()).once()
    assert job_id not in queue.ids
    for later, count in ((timedelta(days=30), 1), (timedelta(days=30, seconds=1), 0)):
        with run.database.transaction(NOTHING) as db:
            forget_answers(db, {}, now=NOW + later)
            assert len(db.scalars(sa.select(PendingJob).where(PendingJob.id == job_id)).all()) == count


def test_job_that_somebody_else_runs_is_left_alone(run: Runtime, world: World) -> None:
    """Its row is held while it runs."""
    job = Recorded()
    job_id = promise(run, "test", world.riverside.id)
    with run.database.transaction(NOTHING) as other:
        other.scalars(sa.select(PendingJob).where(PendingJob.id == job_id).with_for_update()).one()
        carry_out(run, job_id, {"test": job})
    assert job.calls == []
    assert job_of(run, job_id).tries == 0


def test_lost_job_is_enqueued_again(run: Runtime, world: World, clock: FixedClock) -> None:
    """Its worker died just after it took it: it is on no list of Redis, but the promise stands."""
    job_id, queue = promise(run, "test", world.riverside.id), KeptQueue()
    sweep = Sweep(run, queue, KNOWN)
    sweep.once()
    clock.advance(seconds=ENQUEUE_AGAIN_AFTER.total_seconds())
    sweep.once()
    assert queue.ids.count(job_id) == 1
    clock.advance(seconds=1)
    sweep.once()
    assert queue.ids.count(job_id) == 2


def test_hourly_jobs_are_promised_once_an_hour(run: Runtime, clock: FixedClock) -> None:
    """However many workers sweep."""
    clock.move_to(NOW + timedelta(days=400))
    for _ in range(2):
        Sweep(run, KeptQueue(), KNOWN).once()
    clock.advance(hours=1)
    Sweep(run, KeptQueue(), KNOWN).once()
    with run.database.open() as db:
        hours = db.scalars(
            sa.select(PendingJob.due_at).where(PendingJob.name == FORGET_ANSWERS).order_by(PendingJob.due_at.desc())
        ).all()
    assert [hours[0] - hours[1], hours[0]] == [timedelta(hours=1), clock.now().replace(minute=0)]
    assert hours.count(hours[1]) == 1


def test_answers_are_forgotten_after_a_day(run: Runtime, world: World) -> None:
    """Not before."""
    user_id = world.riverside.tutor.id
    with run.database.transaction(DataScope(frozenset({FRANCHISE_ID}), user_id)) as db:
        for hours in (23, 25):
            made_at = NOW - timedelta(hours=hours)
            stored = {"body_hash": b"", "status": 200, "response": "{}", "created_at": made_at}
            db.add(IdempotencyKey(user_id=user_id, key=f"{hours} hours", **stored))
        db.flush()
        forget_answers(db, {}, now=NOW)
        kept = db.scalars(sa.select(IdempotencyKey.key).where(IdempotencyKey.user_id == user_id)).all()
    assert kept == ["23 hours"]


def test_logins_are_forgotten_a_month_after_their_end(run: Runtime, world: World) -> None:
    """Those that hold, or ended lately, stay."""
    people = world.riverside
    with run.database.transaction(NOTHING) as db:
        db.get_one(Login, people.tutor.login_id).ended_at = NOW - timedelta(days=31)
        db.get_one(Login, people.tutor2.login_id).ended_at = NOW - timedelta(days=29)
        db.get_one(Login, people.admin.login_id).expires_at = NOW - timedelta(days=31)
        db.flush()
        forget_logins(db, {}, now=NOW)
        logins = [people.tutor.login_id, people.tutor2.login_id, people.admin.login_id, people.assessor.login_id]
        kept = set(db.scalars(sa.select(Login.id).where(Login.id.in_(logins))))
    assert kept == {people.tutor2.login_id, people.assessor.login_id}


def start_worker(settings: CoreSettings) -> "subprocess.Popen[bytes]":
    """The real process."""
    command = [sys.executable, "-m", "core_service.worker"]
    return subprocess.Popen(command, env=process_environment(settings), start_new_session=True)


def wait_for(is_true: Callable[[], bool]) -> None:
    """Fails if it takes too long."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def promise_end(run: Runtime, world: World) -> UUID:
    """The session was left open, long ago by the machine's own clock."""
    with run.database.transaction(world.everything) as db:
        session = db.get_one(TutoringSession, world.session_id)
        begun = SystemClock().now() - timedelta(hours=9)
        session.scheduled_start, session.scheduled_end = begun, begun + timedelta(hours=1)
        session.actual_start = begun
    arguments = {"sessionId": str(world.session_id)}
    return promise(run, END_FORGOTTEN, world.riverside.id, key=str(world.session_id), arguments=arguments)


def events_of(run: Runtime, world: World) -> list[str]:
    """What the session's log says."""
    with run.database.open(world.everything) as db:
        found = sa.select(SessionEvent.event).where(SessionEvent.session_id == world.session_id)
        return [event["type"] for event in db.scalars(found)]


def test_promised_job_runs_in_the_real_process(run: Runtime, world: World) -> None:
    """Sweep, Redis, RQ, PostgreSQL: a forgotten session ends by itself. SIGTERM ends the process cleanly."""
    job_id = promise_end(run, world)
    worker = start_worker(run.settings)
    try:
        wait_for(lambda: job_of(run, job_id).done_at is not None)
        assert events_of(run, world) == ["session:ended"]
        with run.database.open(world.everything) as db:
            assert db.get_one(TutoringSession, world.session_id).status is SessionStatus.COMPLETED
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=_PATIENCE_SECONDS) == 0
    finally:
        worker.kill()
        worker.wait()


def test_worker_killed_in_the_middle(run: Runtime, world: World) -> None:
    """kill -9 while it waits for the session: nothing half done; another worker does it, once."""
    job_id = promise_end(run, world)
    with run.database.transaction(world.everything) as holder:
        holder.execute(
            sa.update(SessionLogHead).where(SessionLogHead.session_id == world.session_id).values(last_seq=0)
        )
        worker = start_worker(run.settings)
        try:
            wait_for(lambda: job_of(run, job_id).tries == 1)
        finally:
            worker.kill()
            worker.wait()
    assert (events_of(run, world), job_of(run, job_id).done_at) == ([], None)
    with run.database.transaction(NOTHING) as db:
        db.get_one(PendingJob, job_id).enqueued_at = SystemClock().now() - 2 * ENQUEUE_AGAIN_AFTER
    second = start_worker(run.settings)
    try:
        wait_for(lambda: job_of(run, job_id).done_at is not None)
    finally:
        second.kill()
        second.wait()
    assert events_of(run, world) == ["session:ended"]


def test_nothing_in_redis_is_pickled(run: Runtime, world: World) -> None:
    """A write to Redis must not be a way to run code: jobs are JSON with an id in it."""
    job_id = promise(run, "test", world.riverside.id)
    RedisJobQueue(run.redis).enqueue(job_id)
    queue = rq.Queue(QUEUE, connection=run.redis, serializer=rq.serializers.JSONSerializer)
    [job] = queue.get_jobs()
    assert list(job.args) == [str(job_id)]
    data = run.redis.hget(f"rq:job:{job.id}", "data")
    assert isinstance(data, bytes)
    assert json.loads(zlib.decompress(data))[2] == [str(job_id)]


class BrokenOnce(KeptQueue):
    """Fails for the first job, and says when it has taken another."""

    def __init__(self) -> None:
        super().__init__()
        self.has_failed, self.has_taken = threading.Event(), threading.Event()

    def enqueue(self, job_id: UUID) -> None:
        """As the class says."""
        if not self.has_failed.is_set():
            self.has_failed.set()
            raise RuntimeError("once")
        super().enqueue(job_id)
        self.has_taken.set()


def test_sweep_outlives_a_failure(run: Runtime, world: World) -> None:
    """Whatever goes wrong once, the next second looks again; it stops when it is told to."""
    queue = BrokenOnce()
    promise(run, "test", world.riverside.id)
    sweeping = threading.Thread(target=Sweep(run, queue, KNOWN).until, args=(queue.has_taken,))
    sweeping.start()
    assert queue.has_failed.wait(_PATIENCE_SECONDS)
    second = promise(run, "test", world.hillcrest.id)
    sweeping.join(_PATIENCE_SECONDS)
    assert not sweeping.is_alive()
    assert second in queue.ids
