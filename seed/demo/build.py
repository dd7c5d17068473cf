"""The whole demo in its order, each step in its own transaction and scope; a second run adds what is missing."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.centres.models import Centre
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.runtime import Runtime
from seed.demo.accounts import write_accounts
from seed.demo.assessment import review_old_work, write_rubrics
from seed.demo.boards import write_boards
from seed.demo.cast import CENTRES
from seed.demo.catalogue import write_catalogue
from seed.demo.centres import write_centre, write_super_admin
from seed.demo.classes import write_classes
from seed.demo.content_files import content_fingerprint, course_contents
from seed.demo.excuses import excuse_ahead
from seed.demo.families import write_families
from seed.demo.former import let_former_go
from seed.demo.history import write_history
from seed.demo.office import write_office
from seed.demo.past_weeks import write_past_weeks
from seed.demo.progress import look_at_last_lessons
from seed.demo.promises import credit_past_weeks, keep_old_promises
from seed.demo.revisions import write_revision
from seed.demo.sessions import keep_timetable
from seed.demo.weekly import write_weekly

Say = Callable[[str], None]
_FINGERPRINT = "seedContentFingerprint"
_FRANCHISE = DataScope(frozenset({FRANCHISE_ID}))
_WAIT_AS_LONG_AS_IT_TAKES = sa.text("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
_ONE_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('demo seed', 0))")


def build_demo(runtime: Runtime, say: Say) -> None:
    """Idempotent: meant to run at every start and every hour; two runs at once wait for each other."""
    with runtime.database.transaction() as lock:
        lock.execute(_WAIT_AS_LONG_AS_IT_TAKES)
        lock.execute(_ONE_AT_A_TIME)
        _build(runtime, say)


def _build(runtime: Runtime, say: Say) -> None:
    bring_franchise_up_to_date(runtime, say)
    for cast in CENTRES:
        with runtime.unit_of_work(_FRANCHISE) as db:
            centre = write_centre(db, cast, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            write_accounts(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            write_classes(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            write_weekly(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            write_history(db, centre, now=runtime.clock.now(), say=say)
        with runtime.unit_of_work(centre.scope) as db:
            review_old_work(db, centre, now=runtime.clock.now(), say=say)
        with runtime.unit_of_work(centre.scope) as db:
            look_at_last_lessons(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            write_past_weeks(db, centre, now=runtime.clock.now())
            let_former_go(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            keep_timetable(db, centre, now=runtime.clock.now(), say=say)
        with runtime.unit_of_work(centre.scope) as db:
            excuse_ahead(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            write_families(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(centre.scope) as db:
            write_boards(db, centre)
        with runtime.unit_of_work(centre.scope) as db:
            write_office(db, centre, now=runtime.clock.now())
        with runtime.unit_of_work(DataScope(frozenset({centre.id}))) as db:
            keep_old_promises(db, centre.id, now=runtime.clock.now(), say=say)
            credit_past_weeks(db, centre, now=runtime.clock.now())


def bring_franchise_up_to_date(runtime: Runtime, say: Say) -> None:
    """The super-admin and the catalogue that all centres share."""
    with runtime.unit_of_work(_FRANCHISE) as db:
        author = write_super_admin(db, now=runtime.clock.now())
        _bring_catalogue_up_to_date(db, say)
        write_revision(db, author)
        write_rubrics(db, author)


def _bring_catalogue_up_to_date(db: Session, say: Say) -> None:
    """Reading and comparing several hundred exercises takes a second: only done when a file has changed."""
    franchise, fingerprint = db.get_one(Centre, FRANCHISE_ID), content_fingerprint()
    if franchise.settings.get(_FINGERPRINT) == fingerprint:
        return
    contents = course_contents()
    changes = write_catalogue(db, contents)
    franchise.settings = {**franchise.settings, _FINGERPRINT: fingerprint}
    if changes:
        exercises = sum(len(content.exercises) for content in contents)
        say(f"Catalogue: {exercises} exercises; {changes} rows added or changed")
