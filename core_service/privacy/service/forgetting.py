"""Takes a person out of a centre's rows, files and Redis; statistics and the audit's ids stay (C44).

What belongs to the person rather than to a centre (name, sign-in) goes with the last centre that knows them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import redis
import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.foundation.db import APPEND_ONLY, Base, DataScope, in_scope
from core_service.foundation.media import Media
from core_service.foundation.models import IdempotencyKey, PendingJob
from core_service.foundation.personal import Fate, PersonalRows
from core_service.identity.models import AppUser, CentreMember, Credential, UserRole
from core_service.identity.rules import FORMER_MEMBER
from core_service.identity.service.departures import end_all_logins, promise_leaving
from core_service.identity.service.invitations import hand_on_letters
from core_service.identity.throttle import account_keys
from core_service.privacy.models import PersonExport
from core_service.privacy.queries.parts import lives_elsewhere, parts_that_go, rows_of
from core_service.reporting.models import ReportExport
from core_service.reporting.service.exports import expire_export

_SHORTEST_FULL_NAME = 6
_WITHOUT_WORDS_ABOUT_PEOPLE = frozenset(
    {"app_user", "course", "grade_level", "content_unit", "lesson", "exercise", "assessment_rubric", "centre_room"}
)
_log = structlog.get_logger(__name__)


def forget(
    db: Session, media: Media, client: redis.Redis, *, centre_id: UUID, person_id: UUID, now: datetime
) -> dict[str, int]:
    """How many rows went or lost their words, by table. Needs the erasure to stand as RUNNING."""
    elsewhere = lives_elsewhere(db, person_id, centre_id)
    name = db.scalar(sa.select(AppUser.name).where(AppUser.id == person_id)) or ""
    email = db.scalar(sa.select(Credential.email).where(Credential.user_id == person_id))
    _leave(db, centre_id, person_id, now=now)
    _remove_files(db, media, centre_id, person_id)
    _forget_in_logs(db, centre_id, person_id)
    hand_on_letters(db, centre_id=centre_id, person_id=person_id, now=now)
    counts: dict[str, int] = {}
    for part in parts_that_go(with_the_person=not elsewhere):
        table = part.model.__tablename__
        counts[table] = counts.get(table, 0) + _carry_out(db, part, person_id, centre_id)
    if elsewhere:
        _hide_here(db, centre_id, person_id, now=now)
    else:
        end_all_logins(db, person_id, now=now)
    _forget_in_passing(db, person_id)
    _replace_name(db, centre_id, name)
    _forget_in_redis(client, person_id, email if not elsewhere else None)
    return {table: rows for table, rows in counts.items() if rows}


def _leave(db: Session, centre_id: UUID, person_id: UUID, *, now: datetime) -> None:
    """Places to come are given up by the timetable's own job, which finds no role any more."""
    held = sa.select(UserRole.role).where(UserRole.centre_id == centre_id, UserRole.user_id == person_id)
    if Role.STUDENT in db.scalars(held).all():
        promise_leaving(db, centre_id=centre_id, student_id=person_id, now=now)


def _remove_files(db: Session, media: Media, centre_id: UUID, person_id: UUID) -> None:
    """Exports about the person, and files of reports, in which anybody's name may stand: they can be made again."""
    found = sa.select(PersonExport).where(PersonExport.centre_id == centre_id, PersonExport.subject_id == person_id)
    for export in db.scalars(found):
        media.remove(export.media_key)
    reports = sa.select(ReportExport).where(ReportExport.centre_id == centre_id, ReportExport.file_key.is_not(None))
    for report in db.scalars(reports):
        expire_export(db, report, media)


def _forget_in_logs(db: Session, centre_id: UUID, person_id: UUID) -> None:
    """The app may not change the append-only logs; this function of the owner's may, for a running erasure alone.

    It reaches what the transaction sees: so of one centre, whoever calls.
    """
    with in_scope(db, DataScope(frozenset({centre_id}))):
        db.execute(sa.text("SELECT forget_in_logs(:person)"), {"person": person_id})


def _carry_out(db: Session, part: PersonalRows, person_id: UUID, centre_id: UUID) -> int:
    condition = rows_of(part, person_id, centre_id)
    statement: sa.Delete | sa.Update = sa.delete(part.model).where(condition)
    if part.fate is Fate.ANONYMISED:
        statement = sa.update(part.model).where(condition).values(**part.blank)
    changed: Any = db.execute(statement, execution_options={"synchronize_session": False})
    return int(changed.rowcount)


def _hide_here(db: Session, centre_id: UUID, person_id: UUID, *, now: datetime) -> None:
    """Another centre knows the person: their name stays, and this centre no longer sees it."""
    member = CentreMember
    here = sa.update(member).where(member.centre_id == centre_id, member.user_id == person_id)
    db.execute(here.values(erased_at=now, left_at=sa.func.coalesce(member.left_at, now)))


def _forget_in_passing(db: Session, person_id: UUID) -> None:
    """Answers kept for repeated requests, and what jobs stumbled over, may tell the name."""
    db.execute(sa.delete(IdempotencyKey).where(IdempotencyKey.response.contains(str(person_id))))
    arguments = sa.cast(PendingJob.arguments, sa.Text)
    db.execute(sa.update(PendingJob).where(arguments.contains(str(person_id))).values(error=None))


def _replace_name(db: Session, centre_id: UUID, name: str) -> None:
    """Where staff wrote the full name into words about something else; a first name alone could be anybody's."""
    if " " not in name.strip() or len(name) < _SHORTEST_FULL_NAME:
        return
    for table, columns in _words():
        told = sa.or_(*(column.contains(name, autoescape=True) for column in columns))
        values = {column.name: sa.func.replace(column, name, FORMER_MEMBER) for column in columns}
        db.execute(sa.update(table).where(table.c.centre_id == centre_id, told).values(values))


def _words() -> Iterator[tuple[sa.Table, list[sa.Column[Any]]]]:
    """The centre's tables with their columns of free text."""
    for table in Base.metadata.sorted_tables:
        if "centre_id" not in table.c or table.name in APPEND_ONLY | _WITHOUT_WORDS_ABOUT_PEOPLE:
            continue
        columns = [
            column for column in table.c if isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum)
        ]
        if columns:
            yield table, columns


def _forget_in_redis(client: redis.Redis, person_id: UUID, email: str | None) -> None:
    """Keys of the person, and their fields in the live facts of rooms; all of these end by themselves too."""
    for key in client.scan_iter(match=f"*{person_id}*", count=1000):
        client.delete(key)
    for key in client.scan_iter(match="live:*", count=1000):
        if client.type(key) == b"hash":
            gone = [
                field
                for field, value in client.hscan_iter(key)
                if str(person_id).encode() in field or str(person_id).encode() in value
            ]
            if gone:
                client.hdel(key, *gone)
    if email is not None:
        client.delete(*account_keys(email))
