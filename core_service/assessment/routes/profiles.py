"""A student's academic profile (R093, R184, C21)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.assessment.queries import profiles
from core_service.assessment.routes.reviews import metrics_of
from core_service.assessment.schemas.profiles import (
    AcademicProfileSchema,
    ProfileLogPage,
    ProfileLogQuery,
    ProfileQuery,
    ProfileRequest,
)
from core_service.assessment.service.profiles import set_profile
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.learners.service import ProfileEdit, hold_profile
from core_service.work.queries.relations import VIEWS_WORK, learner_for

blueprint = Blueprint("profiles", __name__, url_prefix="/api/students", description="Levels and metrics of students")


@blueprint.get("/<uuid:student_id>/academic-profile")
@requires(*VIEWS_WORK, Permission.OWN_WORK)
@blueprint.arguments(ProfileQuery, location="query")
@blueprint.response(200, AcademicProfileSchema)
def show(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> Tagged[profiles.AcademicProfile]:
    """Levels and metrics with the newest changes: one's own, or of a student whom one teaches or assesses."""
    return _tagged(profiles.academic_profile(db, actor, student_id, course_id=wanted["course_id"]))


@blueprint.get("/<uuid:student_id>/academic-profile/log")
@requires(*VIEWS_WORK, Permission.OWN_WORK)
@blueprint.arguments(ProfileLogQuery, location="query")
@blueprint.response(200, ProfileLogPage)
def log(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> dict[str, Any]:
    """Every change of levels and metrics, newest first."""
    limit, cursor = wanted["limit"], cursor_of(wanted["cursor"])
    found = profiles.profile_log(db, actor, student_id, course_id=wanted["course_id"], cursor=cursor, limit=limit)
    return paged(found, limit, lambda each: Cursor(each.entry.created_at, each.entry.id))


@blueprint.patch("/<uuid:student_id>/academic-profile")
@requires(Permission.ACADEMIC_PROFILE_UPDATE)
@blueprint.arguments(ProfileRequest)
@blueprint.response(200, AcademicProfileSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> Tagged[profiles.AcademicProfile]:
    """Set a student's level, metrics or notes in a course, with the reason."""
    learner = learner_for(
        db,
        actor,
        student_id=student_id,
        course_id=wanted["course_id"],
        centre_id=wanted["centre_id"],
    )
    standing = hold_profile(db, learner)
    demand_unchanged(standing)
    edit = ProfileEdit(
        level=wanted["new_level"],
        metrics=metrics_of(wanted["metrics"]),
        reason=wanted["reason"],
        notes=wanted["notes"],
    )
    set_profile(db, actor, learner=learner, edit=edit, now=runtime().clock.now())
    return _tagged(profiles.academic_profile(db, actor, student_id, course_id=wanted["course_id"]))


def _tagged(profile: profiles.AcademicProfile) -> Tagged[profiles.AcademicProfile]:
    """The version belongs to one course in one centre: of several there is none."""
    if len(profile.courses) != 1:
        return profile, {}
    return tagged(profile, profile.courses[0].assessment)
