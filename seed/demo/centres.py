"""Makes the demo's centres, rooms and people, once; a second run finds them and changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor, Grant
from core_service.access.rules import Role
from core_service.audit.service import record, record_row
from core_service.catalogue.models import Course, GradeLevel
from core_service.centres.models import Centre, CentreRoom
from core_service.centres.rules import as_stored
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope
from core_service.identity.models import Credential, GuardianLink
from core_service.identity.rules import normal_email
from core_service.identity.service import NewPerson, add_person, give_role, link_guardian
from core_service.learners.models import AcademicProfileLog, SubjectAssessment
from core_service.learners.rules import ProfileMetric, ProfileUpdateType
from seed.demo.cast import PASSWORD, SUPER_ADMIN, SUPER_ADMIN_EMAIL, DemoCentre, Staff, Student
from shared.ids import new_id

_AGE_IN_CLASS_1 = 5


@dataclass(frozen=True, slots=True)
class KnownCentre:
    """A demo centre as it stands in the database; people by account, courses by slug."""

    id: UUID
    cast: DemoCentre
    people: dict[str, UUID]
    rooms: dict[str, UUID]
    courses: dict[str, UUID]

    @property
    def scope(self) -> DataScope:
        """Its rows and the franchise's content."""
        return DataScope(frozenset({self.id, FRANCHISE_ID}))

    @property
    def assessor_id(self) -> UUID:
        """Who assesses here."""
        return self.people[self.cast.account_of(self.cast.assessing_role)]

    def actor(self, account: str, role: Role) -> Actor:
        """One of its people, who does what the seed does in their name."""
        return Actor(self.people[account], new_id(), account, (Grant(role, self.id),))


def write_super_admin(db: Session, *, now: datetime) -> Actor:
    """The super-admin, whose centre is the franchise itself and who writes what all centres share."""
    user_id = _account(db, SUPER_ADMIN_EMAIL)
    if user_id is None:
        new = NewPerson(name=SUPER_ADMIN.name, email=SUPER_ADMIN_EMAIL, password=PASSWORD)
        user_id = add_person(db, new, now=now).id
        give_role(db, None, centre_id=FRANCHISE_ID, user_id=user_id, role=Role.SUPER_ADMIN)
    role = Grant(Role.SUPER_ADMIN, FRANCHISE_ID)
    return Actor(user_id, new_id(), SUPER_ADMIN.name, (role,), frozenset({FRANCHISE_ID}))


def write_centre(db: Session, cast: DemoCentre, *, now: datetime) -> KnownCentre:
    """A centre with its rooms, people, families and levels; leaves the session in the centre's scope."""
    centre_id = _centre(db, cast)
    enter_scope(db, DataScope(frozenset({centre_id, FRANCHISE_ID})))
    rooms = {room.name: room.id for room in db.scalars(sa.select(CentreRoom).where(CentreRoom.centre_id == centre_id))}
    for room in cast.rooms:
        if room.name not in rooms:
            rooms[room.name] = new_id()
            db.add(CentreRoom(id=rooms[room.name], centre_id=centre_id, name=room.name, seats=[*room.seats]))
    courses = dict(db.execute(sa.select(Course.slug, Course.id).where(Course.centre_id == FRANCHISE_ID)).all())
    known = KnownCentre(centre_id, cast, {}, rooms, courses)
    for student in cast.students:
        known.people[student.account] = _student(db, known, student, now=now)
    for person in cast.staff:
        known.people[person.account] = _member(
            db, known, person.account, _new_staff(cast, person), person.role, now=now
        )
    for person in cast.staff:
        _link_children(db, known, person)
    for student in cast.students:
        _place(db, known, student, now=now)
    return known


def _centre(db: Session, cast: DemoCentre) -> UUID:
    centre = db.scalar(sa.select(Centre).where(Centre.slug == cast.slug))
    if centre is not None:
        return centre.id
    centre = Centre(
        id=new_id(), name=cast.name, slug=cast.slug, timezone=cast.timezone, settings=as_stored(cast.settings)
    )
    db.add(centre)
    db.flush()
    enter_scope(db, DataScope(frozenset({centre.id, FRANCHISE_ID})))
    record(db, None, None, "CENTRE_CREATE", centre_id=centre.id, resource_type="Centre", resource_id=centre.id)
    return centre.id


def _new_staff(cast: DemoCentre, person: Staff) -> NewPerson:
    return NewPerson(name=person.name, email=cast.email(person.account), password=PASSWORD)


def _student(db: Session, centre: KnownCentre, student: Student, *, now: datetime) -> UUID:
    new = NewPerson(
        name=student.name,
        email=centre.cast.email(student.account),
        password=PASSWORD,
        school_grade=student.school_grade,
        date_of_birth=birthday(student, now),
    )
    return _member(db, centre, student.account, new, Role.STUDENT, now=now)


def birthday(student: Student, now: datetime) -> date:
    """Born so that the age fits the school class: Oliver of Class 2 gets the screen for the youngest (R065)."""
    return date(now.year - _AGE_IN_CLASS_1 - student.school_grade, 1 + student.school_grade % 9, 14)


def _member(db: Session, centre: KnownCentre, account: str, new: NewPerson, role: Role, *, now: datetime) -> UUID:
    user_id = _account(db, centre.cast.email(account)) or add_person(db, new, now=now).id
    give_role(db, None, centre_id=centre.id, user_id=user_id, role=role)
    return user_id


def _account(db: Session, email: str) -> UUID | None:
    return db.scalar(sa.select(Credential.user_id).where(Credential.email == normal_email(email)))


def _link_children(db: Session, centre: KnownCentre, person: Staff) -> None:
    guardian_id = centre.people[person.account]
    linked = set(db.scalars(sa.select(GuardianLink.student_id).where(GuardianLink.guardian_id == guardian_id)))
    for child in person.children:
        if centre.people[child] not in linked:
            link_guardian(db, centre_id=centre.id, guardian_id=guardian_id, student_id=centre.people[child])


def _place(db: Session, centre: KnownCentre, student: Student, *, now: datetime) -> None:
    """The working levels, as the assessor found them (R005, R184)."""
    student_id = centre.people[student.account]
    placed = set(
        db.scalars(
            sa.select(SubjectAssessment.course_id).where(
                SubjectAssessment.centre_id == centre.id, SubjectAssessment.student_id == student_id
            )
        )
    )
    for slug, level in student.levels:
        if centre.courses[slug] not in placed:
            steps = level_steps(level, Random(f"{student.account} {slug}"), now=now)
            place_in_course(db, centre, student_id, centre.courses[slug], steps)


def place_in_course(
    db: Session, centre: KnownCentre, student_id: UUID, course_id: UUID, steps: Sequence[tuple[datetime, int]]
) -> None:
    """The level of today, and the steps by which it was reached."""
    assessor_id = centre.assessor_id
    level = steps[-1][1]
    grade_level_id = db.scalars(sa.select(GradeLevel.id).where(GradeLevel.level == level)).one()
    of_course = {
        "centre_id": centre.id,
        "content_centre_id": FRANCHISE_ID,
        "student_id": student_id,
        "course_id": course_id,
    }
    assessment = SubjectAssessment(
        **of_course,
        id=new_id(),
        grade_level_id=grade_level_id,
        last_assessed_at=steps[-1][0],
        assessed_by_id=assessor_id,
    )
    db.add(assessment)
    db.flush()
    for previous, (at, reached) in zip([None, *(each for _, each in steps)], steps, strict=False):
        db.add(
            AcademicProfileLog(
                **of_course,
                subject_assessment_id=assessment.id,
                metric=ProfileMetric.LEVEL,
                previous_value=previous,
                new_value=reached,
                update_type=ProfileUpdateType.LEVEL_ADVANCEMENT if previous else ProfileUpdateType.DIAGNOSTIC_TEST,
                reason="All units mastered" if previous else "Placement",
                updated_by_id=assessor_id,
                created_at=at,
            )
        )
    record_row(db, None, None, "LEVEL_PLACE", assessment, after={"level": level, "courseId": course_id})


def level_steps(level: int, random: Random, *, now: datetime) -> list[tuple[datetime, int]]:
    """How a student came to a level: placed fourteen weeks ago there or below it, then step by step, oldest first."""
    climbed = min(level - 1, random.choice((0, 0, 1, 1, 1, 2)))
    weeks_ago = sorted(random.sample(range(2, 12), climbed), reverse=True)
    times = [now - timedelta(weeks=14), *(now - timedelta(weeks=weeks) for weeks in weeks_ago)]
    return [(at, level - climbed + number) for number, at in enumerate(times)]
