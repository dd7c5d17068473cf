"""Everything that a centre knows of a person, as a ZIP of JSON that is kept for a while (REQUIREMENTS 27)."""

import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.audit.service import record
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.foundation.db import Base
from core_service.foundation.jobs import progress_told, report_progress, schedule
from core_service.foundation.media import Media
from core_service.foundation.personal import PersonalRows
from core_service.privacy.models import PersonExport
from core_service.privacy.queries.parts import PARTS, rows_of
from core_service.privacy.queries.people import subject_of_export
from core_service.privacy.rules import ExportAudience, ExportStatus, percent_done
from shared.ids import new_id

MAKE_EXPORT = "privacy.export"
"""Promised when somebody asks; its arguments are `{exportId}`."""
EXPIRE_EXPORT = "privacy.expire_export"
"""Promised when it is ready; its arguments are `{exportId}`."""

_IN_MEMORY = 8 * 1024 * 1024
_WORDS = """All that {centre} keeps about one person, as of {at} (UTC).

Each file is one kind of record, with its rows as JSON. Other people stand in it by their ids only.
acts.json lists, by id, what this person did to records about somebody else.
"""


def request_export(
    db: Session, actor: Actor, *, person_id: UUID, centre_id: UUID | None, now: datetime
) -> tuple[PersonExport, bool]:
    """The export, and whether it is new: one that is still being made is not made twice.

    Raises NotFound, RelationMissing, CentreMissing, LoginNeeded.
    """
    subject, audience, permission = subject_of_export(db, actor, person_id=person_id, centre_id=centre_id)
    waiting = sa.select(PersonExport).where(
        PersonExport.centre_id == subject.centre_id,
        PersonExport.subject_id == person_id,
        PersonExport.requested_by_id == actor.user_id,
        PersonExport.status == ExportStatus.PENDING,
    )
    standing = db.scalars(waiting).first()
    if standing is not None:
        return standing, False
    export = PersonExport(
        id=new_id(),
        centre_id=subject.centre_id,
        subject_id=person_id,
        requested_by_id=actor.user_id,
        audience=audience,
        status=ExportStatus.PENDING,
        created_at=now,
    )
    db.add(export)
    db.flush()
    _promise(db, MAKE_EXPORT, export, due_at=now)
    record(
        db,
        actor,
        permission,
        "PERSON_EXPORT",
        centre_id=export.centre_id,
        resource_type="AppUser",
        resource_id=person_id,
        after={"exportId": export.id, "audience": audience},
    )
    return export, True


def make_export(db: Session, media: Media, *, export_id: UUID, now: datetime) -> None:
    """The job: writes the file, tells how far it is, and says when it is ready; a second run changes nothing."""
    export = db.get(PersonExport, export_id, with_for_update=True)
    if export is None or export.status is not ExportStatus.PENDING:
        return
    centre = db.get_one(Centre, export.centre_id)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", _WORDS.format(centre=centre.name, at=f"{now:%Y-%m-%d %H:%M}"))
            for done, (name, content) in enumerate(_files(db, export), start=1):
                archive.writestr(name, json.dumps(content, default=_plain, ensure_ascii=False, indent=1))
                report_progress(db, done, len(PARTS) + 1, now=now)
        file.seek(0)
        export.size_bytes = media.put(export.media_key, file)
    export.status, export.ready_at = ExportStatus.READY, now
    export.expires_at = now + timedelta(days=settings_of(centre.settings).export_kept_days)
    _promise(db, EXPIRE_EXPORT, export, due_at=export.expires_at)


def expire_export(db: Session, media: Media, *, export_id: UUID, now: datetime) -> None:
    """The job: the file goes, the record that there was one stays."""
    export = db.get(PersonExport, export_id, with_for_update=True)
    if export is None or export.expires_at is None or export.expires_at > now:
        return
    media.remove(export.media_key)
    export.status, export.size_bytes = ExportStatus.EXPIRED, None


def progress_of(db: Session, exports: Sequence[PersonExport]) -> list[tuple[ExportStatus, int]]:
    """The status of each as it is seen now, and whole percent."""
    making = [str(export.id) for export in exports if export.status is ExportStatus.PENDING]
    told = progress_told(db, MAKE_EXPORT, making) if making else {}
    return [_seen(export, told.get(str(export.id))) for export in exports]


def _seen(export: PersonExport, told: tuple[int, int] | None) -> tuple[ExportStatus, int]:
    if export.status is not ExportStatus.PENDING:
        return export.status, 100
    return (ExportStatus.RUNNING, percent_done(*told)) if told else (ExportStatus.PENDING, 0)


def _files(db: Session, export: PersonExport) -> Iterator[tuple[str, Any]]:
    """A file's name with its content; kinds of which there is nothing are yielded empty."""
    acts: list[Mapping[str, Any]] = []
    for part in PARTS:
        if part.subject or part.of:
            yield f"{part.model.__tablename__}.json", _rows(db, part, export)
        acts += _acts(db, part, export)
    yield "acts.json", acts


def _rows(db: Session, part: PersonalRows, export: PersonExport) -> list[dict[str, Any]]:
    found = sa.select(part.model).where(rows_of(part, export.subject_id, export.centre_id))
    left_out = set(part.secret)
    if export.audience is ExportAudience.FAMILY:
        left_out |= set(part.staff_only)
        if part.for_family is not None:
            found = found.where(part.for_family(export.subject_id, export.requested_by_id))
    names = [each.key for each in sa.inspect(part.model).column_attrs if each.key not in left_out]
    return [{name: getattr(row, name) for name in names} for row in db.scalars(found)]


def _acts(db: Session, part: PersonalRows, export: PersonExport) -> Iterator[Mapping[str, Any]]:
    """Ids and times only: what the rows say is about somebody else."""
    columns = sa.inspect(part.model).columns
    for name in part.acts:
        if "id" not in columns or not isinstance(columns[name].type, sa.Uuid):
            continue
        found = sa.select(columns["id"], columns["created_at"]).where(columns[name] == export.subject_id)
        if "centre_id" in columns:
            found = found.where(columns["centre_id"] == export.centre_id)
        for id, created_at in db.execute(found):
            yield {"table": part.model.__tablename__, "as": name, "id": id, "createdAt": created_at}


def _plain(value: object) -> Any:
    """JSON for what a column may hold."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Base):
        raise TypeError("a row is not a value")
    return str(value)


def _promise(db: Session, name: str, export: PersonExport, *, due_at: datetime) -> None:
    arguments = {"exportId": str(export.id)}
    schedule(db, name, centre_id=export.centre_id, due_at=due_at, key=str(export.id), arguments=arguments)
