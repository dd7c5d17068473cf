"""Promised jobs: run at least once, happen once, whatever dies in between."""

import importlib
import pkgutil
import re
import smtplib
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import core_service
from core_service.foundation.db import NOTHING
from core_service.foundation.jobs import ENQUEUE_AGAIN_AFTER, USUAL_PATIENCE, Hopeless
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser, Credential
from core_service.job_runs import carry_out, patience_with
from core_service.known_jobs import LETTER_JOBS, LETTERS, file_jobs, forget_answers
from core_service.sessions.models import TutoringSession
from core_service.sweep import Sweep
from core_service.tables import DOMAINS
from shared.clock import FixedClock
from tests.core_service.committed import run as run, settings_of_its_own as settings_of_its_own
from tests.core_service.conftest import NOW, World
from tests.core_service.letters import KeptLetters
from tests.core_service.running_jobs import (
    KNOWN,
    KeptQueue,
    Recorded,
    every_job,
    job_of,
    promise,
)


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


def test_job_that_says_so_is_given_up_at_once(run: Runtime, world: World) -> None:
    """A letter that no server can carry is not tried for two days; its words say why, and stand in the list."""
    name, reason = "notifications.letter", "The mail server takes only addresses in plain letters."

    def fail(db: Session, _arguments: object, *, now: object) -> None:
        raise Hopeless(reason)

    job_id = promise(run, name, world.riverside.id)
    carry_out(run, job_id, {name: fail})
    assert (job_of(run, job_id).failed_at, job_of(run, job_id).error, job_of(run, job_id).tries) == (NOW, reason, 1)


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
