"""The list of students, and all that staff know of one; adding and changing them stands in learners."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.foundation.etags import etag_of
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import NameCursor, name_cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.reporting.queries.students import (
    READS_STUDENTS,
    StudentProfile,
    StudentsWanted,
    student_profile,
    students_page,
)
from core_service.reporting.schemas.students import (
    StudentPage,
    StudentProfileSchema,
    StudentsQuery,
    attendance_summary,
)

blueprint = Blueprint("student-profiles", __name__, url_prefix="/api/students", description="Lists and profiles")


@blueprint.get("")
@requires(*READS_STUDENTS)
@blueprint.arguments(StudentsQuery, location="query")
@blueprint.response(200, StudentPage)
def students(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Students by name: a tutor's own, or all of the centres that one oversees or assesses."""
    limit, cursor = wanted.pop("limit"), name_cursor_of(wanted.pop("cursor"))
    today = runtime().clock.now().date()
    found = students_page(db, actor, StudentsWanted(**wanted), today=today, cursor=cursor, limit=limit)
    return paged(found, limit, lambda row: NameCursor(row.person.name, row.grant.id))


@blueprint.get("/<uuid:student_id>")
@requires(*READS_STUDENTS)
@blueprint.response(200, StudentProfileSchema)
def show(db: Session, actor: Actor, student_id: UUID) -> tuple[dict[str, Any], dict[str, str]]:
    """One student: levels with their history, lessons, work, attendance, catch-ups, family, bookings."""
    profile = student_profile(db, actor, student_id, now=runtime().clock.now())
    shown = {name: getattr(profile, name) for name in StudentProfile.__dataclass_fields__}
    summary = attendance_summary(profile.attendance, profile.attendance_since)
    tag = etag_of(profile.record.person)
    return shown | {"student": _person(profile), "attendance": summary}, {"ETag": tag}


def _person(profile: StudentProfile) -> dict[str, Any]:
    person, record = profile.record.person, profile.record
    return {
        "id": person.id,
        "name": person.name,
        "avatar_url": person.avatar_url,
        "school_grade": person.school_grade,
        "age_tier": record.age_tier,
        "age_tier_override": person.age_tier_override,
        "date_of_birth": person.date_of_birth if profile.manages else None,
        "email": record.email if profile.manages else None,
        "is_active": record.grant.is_active,
    }
