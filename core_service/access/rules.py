"""Roles, permissions and who holds which (R032, R033, R280 to R286, C07, C46)."""

from enum import StrEnum


class Role(StrEnum):
    """The seven roles (R032, C07), least privileged first; TEACHER is shown as "Tutor"."""

    STUDENT = "STUDENT"
    PARENT = "PARENT"
    TEACHER = "TEACHER"
    ASSESSOR = "ASSESSOR"
    SUPERVISOR = "SUPERVISOR"
    ADMIN = "ADMIN"
    SUPER_ADMIN = "SUPER_ADMIN"


ROLES_BY_PRIVILEGE = tuple(Role)
"""The order in which the acting role is looked for (C46)."""


class Permission(StrEnum):
    """What a route may ask for: D2's eighteen (R033), then those of students, parents and everybody (R286)."""

    SESSION_CONDUCT = "SESSION_CONDUCT"
    SESSION_VIEW_STUDENTS = "SESSION_VIEW_STUDENTS"
    ATTENDANCE_MARK = "ATTENDANCE_MARK"
    CONTENT_ASSIGN = "CONTENT_ASSIGN"
    HELP_REQUEST_RESPOND = "HELP_REQUEST_RESPOND"
    STUDENT_NOTE_CREATE = "STUDENT_NOTE_CREATE"
    PHYSICAL_WORK_UPLOAD = "PHYSICAL_WORK_UPLOAD"
    ASSESSMENT_QUEUE_VIEW = "ASSESSMENT_QUEUE_VIEW"
    ASSESSMENT_REVIEW = "ASSESSMENT_REVIEW"
    ACADEMIC_PROFILE_UPDATE = "ACADEMIC_PROFILE_UPDATE"
    RUBRIC_MANAGE = "RUBRIC_MANAGE"
    CENTRE_MANAGE = "CENTRE_MANAGE"
    TUTOR_MANAGE = "TUTOR_MANAGE"
    STUDENT_MANAGE = "STUDENT_MANAGE"
    REPORTS_VIEW = "REPORTS_VIEW"
    REPORTS_EXPORT = "REPORTS_EXPORT"
    SCHEDULE_MANAGE = "SCHEDULE_MANAGE"
    SYSTEM_SETTINGS = "SYSTEM_SETTINGS"
    OWN_WORK = "OWN_WORK"
    """A student's: join own sessions, do own exercises, ask for help."""
    CHILD_VIEW = "CHILD_VIEW"
    """A parent's: see the courses, sessions and results of own children."""


_STUDENT = frozenset({Permission.OWN_WORK})
_PARENT = frozenset({Permission.CHILD_VIEW})
_TEACHING = frozenset(
    {
        Permission.SESSION_CONDUCT,
        Permission.SESSION_VIEW_STUDENTS,
        Permission.ATTENDANCE_MARK,
        Permission.CONTENT_ASSIGN,
        Permission.HELP_REQUEST_RESPOND,
        Permission.STUDENT_NOTE_CREATE,
        Permission.PHYSICAL_WORK_UPLOAD,
    }
)
_ASSESSING = frozenset(
    {
        Permission.ASSESSMENT_QUEUE_VIEW,
        Permission.ASSESSMENT_REVIEW,
        Permission.ACADEMIC_PROFILE_UPDATE,
        Permission.RUBRIC_MANAGE,
    }
)
_LIMITED_REPORTS = frozenset({Permission.REPORTS_VIEW})
_ALL_EIGHTEEN = frozenset(Permission) - _STUDENT - _PARENT

PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    Role.STUDENT: _STUDENT,
    Role.PARENT: _PARENT,
    Role.TEACHER: _TEACHING | _LIMITED_REPORTS,
    Role.ASSESSOR: _ASSESSING | _LIMITED_REPORTS,
    Role.SUPERVISOR: _ALL_EIGHTEEN,
    Role.ADMIN: _ALL_EIGHTEEN,
    Role.SUPER_ADMIN: _ALL_EIGHTEEN,
}
"""The composed map (R281, R282): a supervisor holds what tutors and assessors hold, and their own."""

OPENS_ROOMS = frozenset(
    role
    for role, permissions in PERMISSIONS_OF.items()
    if not permissions.isdisjoint({Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK})
)
"""The roles by which somebody may be in a live room; who loses the last of them in a centre leaves its rooms."""

_COMPOSED_OF: dict[Role, tuple[Role, ...]] = {
    Role.SUPERVISOR: (Role.TEACHER, Role.ASSESSOR, Role.SUPERVISOR),
    Role.ADMIN: (Role.TEACHER, Role.ASSESSOR, Role.SUPERVISOR, Role.ADMIN),
    Role.SUPER_ADMIN: (Role.TEACHER, Role.ASSESSOR, Role.SUPERVISOR, Role.ADMIN, Role.SUPER_ADMIN),
}


def roles_within(role: Role) -> tuple[Role, ...]:
    """The role and those that it is composed of, least privileged first."""
    return _COMPOSED_OF.get(role, (role,))


def acting_role(held: frozenset[Role], permission: Permission) -> Role | None:
    """The least privileged role, held or composed into a held one, that grants the permission (C46)."""
    composed = {part for role in held for part in roles_within(role)}
    granting = (role for role in ROLES_BY_PRIVILEGE if role in composed and permission in PERMISSIONS_OF[role])
    return next(granting, None)
