"""Packages of missed work: they follow the marks, and staff extend, excuse or complete them (R151, R157, C42, C43)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.attendance.errors import CatchUpIsDone
from core_service.attendance.models import CatchUpItem, CatchUpPackage
from core_service.attendance.queries.missed_work import Ground, ground_of, second_next_starts
from core_service.attendance.queries.packages import packages_of, progress_of
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.catch_ups import (
    CatchUpDecision,
    CatchUpState,
    MissedItem,
    PackageChange,
    due_at,
    minutes_per_course,
    missed_work,
    needs_package,
    package_change,
    reminders,
    state_of,
)
from core_service.audit.service import record
from core_service.centres.queries import settings_of_centre
from core_service.centres.rules import CentreSettings
from core_service.foundation.errors import Invalid, NotFound
from core_service.foundation.jobs import Promise, schedule_each
from core_service.learners.rules import Learner
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.work.queries.relations import demand_view
from core_service.work.rules.tries import MasteryPolicy
from shared.ids import new_id

REMIND = "notifications.catch_up_due"
"""Promised for the day before a package is due, and for then; `{packageId}`. Whoever runs it looks how it stands."""


CATCH_UP_MADE = "notifications.catch_up_made"
"""Promised for each new package, when the mark that made it is no slip any more; `{packageId}`."""


def follow_marks(
    db: Session,
    actor: Actor,
    session: TutoringSession,
    places: Sequence[StudentSessionEnrollment],
    marks: Mapping[UUID, AttendanceStatus | None],
    *,
    now: datetime,
) -> None:
    """Makes the packages that new marks of a locked session ask for, and withdraws those that nobody has begun."""
    settings = settings_of_centre(db, session.centre_id)
    standing = packages_of(db, session.id, marks.keys())
    students: dict[PackageChange | None, list[UUID]] = {}
    for student, status in marks.items():
        change = package_change(
            needed=needs_package(status, also_excused=settings.catch_up_for_excused),
            exists=student in standing,
            is_begun=student in standing and standing[student][1],
        )
        students.setdefault(change, []).append(student)
    _withdraw(db, actor, session, {each: standing[each][0] for each in students.get(PackageChange.WITHDRAW, [])})
    absent = set(students.get(PackageChange.MAKE, []))
    if absent:
        missed = [place for place in places if place.student_id in absent]
        _make(db, actor, session, missed, settings, now=now)


def _withdraw(db: Session, actor: Actor, session: TutoringSession, packages: Mapping[UUID, UUID]) -> None:
    """`packages` are ids by student; their items go with them."""
    if not packages:
        return
    db.execute(sa.delete(CatchUpPackage).where(CatchUpPackage.id.in_(packages.values())))
    for student, package_id in packages.items():
        _record(db, actor, Permission.ATTENDANCE_MARK, "CATCH_UP_WITHDRAW", session.centre_id, package_id, student)


def _make(
    db: Session,
    actor: Actor,
    session: TutoringSession,
    missed: Sequence[StudentSessionEnrollment],
    settings: CentreSettings,
    *,
    now: datetime,
) -> None:
    """One package per student for all their places in the session; none where the courses hold nothing to do."""
    learners = {Learner(session.centre_id, place.student_id, place.course_id) for place in missed}
    ground = ground_of(db, learners, MasteryPolicy.of_centre(settings))
    chosen = _chosen(session, missed, ground, now)
    starts = second_next_starts(db, chosen.keys(), after=max(now, session.scheduled_start))
    packages = {
        student: _package(session, student, due_at(starts.get(student), now, settings), now) for student in chosen
    }
    db.add_all(packages.values())
    db.flush()
    for student, items in chosen.items():
        for position, (place, item) in enumerate(items, start=1):
            db.add(_item(packages[student], place, item, position))
    for student, package in packages.items():
        _record(db, actor, Permission.ATTENDANCE_MARK, "CATCH_UP_MAKE", session.centre_id, package.id, student)
    db.flush()
    _remind(db, session.centre_id, packages.values(), settings, now=now)
    told_at = now + timedelta(minutes=settings.absence_notice_minutes)
    made = [Promise(told_at, str(each.id), {"packageId": str(each.id)}) for each in packages.values()]
    schedule_each(db, CATCH_UP_MADE, centre_id=session.centre_id, promises=made)


def _chosen(
    session: TutoringSession, missed: Sequence[StudentSessionEnrollment], ground: Ground, now: datetime
) -> dict[UUID, list[tuple[StudentSessionEnrollment, MissedItem]]]:
    by_student: dict[UUID, list[StudentSessionEnrollment]] = {}
    for place in missed:
        by_student.setdefault(place.student_id, []).append(place)
    chosen: dict[UUID, list[tuple[StudentSessionEnrollment, MissedItem]]] = {}
    for student, places in by_student.items():
        minutes = minutes_per_course(session.scheduled_end - session.scheduled_start, len(places))
        for place in places:
            situation = ground.situations[Learner(session.centre_id, student, place.course_id)]
            for item in missed_work(situation, minutes, ground.minutes_of, now):
                chosen.setdefault(student, []).append((place, item))
    return chosen


def _package(session: TutoringSession, student_id: UUID, due: datetime, now: datetime) -> CatchUpPackage:
    return CatchUpPackage(
        id=new_id(),
        centre_id=session.centre_id,
        session_id=session.id,
        student_id=student_id,
        decision=CatchUpDecision.OPEN,
        assigned_at=now,
        due_at=due,
    )


def _item(package: CatchUpPackage, place: StudentSessionEnrollment, item: MissedItem, position: int) -> CatchUpItem:
    return CatchUpItem(
        id=new_id(),
        centre_id=package.centre_id,
        content_centre_id=place.content_centre_id,
        package_id=package.id,
        position=position,
        course_id=place.course_id,
        lesson_id=item.lesson_id,
        exercise_id=item.exercise_id,
        estimated_mins=item.minutes,
    )


def _remind(
    db: Session, centre_id: UUID, packages: Collection[CatchUpPackage], settings: CentreSettings, *, now: datetime
) -> None:
    promises = [
        Promise(at, str(package.id), {"packageId": str(package.id)})
        for package in packages
        for at in reminders(package.due_at, now, settings)
    ]
    schedule_each(db, REMIND, centre_id=centre_id, promises=promises)


def hold_package(db: Session, actor: Actor, package_id: UUID) -> CatchUpPackage:
    """A package, locked, for staff who may change it. Raises NotFound, PermissionMissing, RelationMissing."""
    found = sa.select(CatchUpPackage).where(CatchUpPackage.id == package_id).with_for_update()
    package = db.scalar(found.execution_options(populate_existing=True))
    if package is None:
        raise NotFound("catch-up package")
    actor.demand(Permission.CONTENT_ASSIGN, package.centre_id)
    demand_view(db, actor, student_id=package.student_id, centre_id=package.centre_id)
    return package


def change_package(
    db: Session,
    actor: Actor,
    *,
    package: CatchUpPackage,
    decision: CatchUpDecision | None = None,
    due: datetime | None = None,
    note: str | None = None,
    now: datetime,
) -> CatchUpPackage:
    """Extends, excuses, completes or opens again a held package; what is None stays. The same again changes nothing.

    Raises Invalid for a due time that has passed.
    """
    if due is not None and due <= now:
        raise Invalid.field("dueAt", "has passed already")
    wanted = {"decision": decision, "due_at": due, "note": note}
    news = {name: value for name, value in wanted.items() if value not in (None, getattr(package, name))}
    if not news:
        return package
    before = {"decision": package.decision, "dueAt": package.due_at}
    for name, value in news.items():
        setattr(package, name, value)
    if "decision" in news:
        package.decided_at, package.decided_by_id = now, actor.user_id
    after = {"decision": package.decision, "dueAt": package.due_at} | ({"note": "changed"} if "note" in news else {})
    student, centre_id = package.student_id, package.centre_id
    _record(db, actor, Permission.CONTENT_ASSIGN, "CATCH_UP_CHANGE", centre_id, package.id, student, before, after)
    db.flush()
    if "due_at" in news:
        _remind(db, centre_id, [package], settings_of_centre(db, centre_id), now=now)
    return package


def remind_of_package(db: Session, actor: Actor, *, package: CatchUpPackage, now: datetime) -> None:
    """Promises a reminder for now; asked again within the hour it changes nothing. Raises CatchUpIsDone."""
    progress = progress_of(db, [package.id])[package.id]
    state = state_of(package.decision, progress, package.due_at, now)
    if state in (CatchUpState.DONE, CatchUpState.EXCUSED):
        raise CatchUpIsDone
    hour = now.replace(minute=0, second=0, microsecond=0)
    promise = Promise(hour, str(package.id), {"packageId": str(package.id)})
    schedule_each(db, REMIND, centre_id=package.centre_id, promises=[promise])
    permission, student = Permission.CONTENT_ASSIGN, package.student_id
    _record(db, actor, permission, "CATCH_UP_REMIND", package.centre_id, package.id, student)


def _record(
    db: Session,
    actor: Actor,
    permission: Permission,
    action: str,
    centre_id: UUID,
    package_id: UUID,
    student_id: UUID,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        db,
        actor,
        permission,
        action,
        centre_id=centre_id,
        resource_type="CatchUpPackage",
        resource_id=package_id,
        before=before,
        after=after,
        details={"studentId": student_id},
    )
