"""Every page, who opens it, and how its address is found in the demo."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.system.clients import Rest


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as one person sees it; `{…}` in the path is filled by `find`."""

    name: str
    who: str | None
    """Who is signed in; nobody for what is seen before the login."""
    path: str
    find: Callable[[Rest], dict[str, str]] | None = None
    """Ids of the address, asked of the API as that person."""

    @property
    def has_to_be_small(self) -> bool:
        """Whether it is seen on small telephones: before the login, and by students."""
        return self.who is None or "student" in self.who

    def address(self, rest: Rest | None) -> str:
        """The path in this demo; `rest` is that person's, where anybody is signed in."""
        return self.path.format(**(self.find(rest) if self.find and rest else {}))


def _todays_session(rest: Rest) -> dict[str, str]:
    sessions = rest.get("/academic/sessions")["items"]
    running = [each for each in sessions if each["status"] in ("IN_PROGRESS", "SCHEDULED")]
    return {"session": (running or sessions)[0]["id"]}


def _student(rest: Rest) -> dict[str, str]:
    return {"student": rest.get("/students")["items"][0]["id"]}


def _thread(rest: Rest) -> dict[str, str]:
    return {"thread": rest.get("/threads")["items"][0]["id"]}


def _child(rest: Rest) -> dict[str, str]:
    child = rest.get("/parent/children")["items"][0]["child"]["id"]
    lesson = rest.get(f"/parent/children/{child}/sessions")["items"][0]["sessionId"]
    return {"child": child, "session": lesson}


def _waiting_work(rest: Rest) -> dict[str, str]:
    attempt = rest.get("/assessment/queue")["items"][0]["attemptId"]
    return {"review": rest.post("/assessment/claim", {"attemptId": attempt})["id"]}


def _course(rest: Rest) -> dict[str, str]:
    return {"course": rest.get("/courses")["items"][0]["id"]}


def _missed(rest: Rest) -> dict[str, str]:
    return {"catch_up": rest.get("/academic/catchups")["items"][0]["id"]}


def _own_work(rest: Rest) -> dict[str, str]:
    return {"attempt": rest.get("/attempts")["items"][0]["id"]}


def _young_child(rest: Rest) -> dict[str, str]:
    students = rest.get("/users?role=STUDENT&limit=50")["items"]
    return {"person": min(students, key=lambda each: each["schoolGrade"] or 99)["id"]}


def _at_riverside(account: str) -> str:
    return f"{account}@riverside.example"


TUTOR, PARENT, ADMIN = _at_riverside("tutor"), _at_riverside("parent"), _at_riverside("admin")
SUPERVISOR, ASSESSOR = _at_riverside("supervisor"), _at_riverside("assessor")
SENIOR, JUNIOR, EARLY = _at_riverside("student1"), _at_riverside("student2"), _at_riverside("student10")
STUDENT, HEAD_OFFICE = SENIOR, _at_riverside("superadmin")


def _of_student(who: str, tier: str) -> tuple[Seen, ...]:
    """Every student sees the same pages, in the sizes and words of their age."""
    return (
        Seen(f"student{tier}-home", who, "/dashboard/student"),
        Seen(f"student{tier}-catch-ups", who, "/dashboard/student/catchups"),
        Seen(f"student{tier}-work", who, "/dashboard/student/work"),
        Seen(f"student{tier}-badges", who, "/dashboard/student/badges"),
        Seen(f"student{tier}-session", who, "/dashboard/student/sessions/{session}", _todays_session),
    )


PAGES = (
    Seen("login", None, "/login"),
    Seen("reset", None, "/reset"),
    Seen("reset-new", None, "/reset?token=of-an-old-letter"),
    Seen("invite", None, "/invite/of-an-old-letter"),
    Seen("not-found", None, "/no-such-page"),
    Seen("my-day", TUTOR, "/dashboard/tutor/my-day"),
    Seen("sessions", TUTOR, "/dashboard/tutor/sessions"),
    Seen("session", TUTOR, "/dashboard/tutor/sessions/{session}", _todays_session),
    Seen("session-planned", SUPERVISOR, "/dashboard/tutor/sessions/{session}", _todays_session),
    Seen("control-centre", TUTOR, "/dashboard/tutor/sessions/{session}/control-center", _todays_session),
    Seen("attendance", TUTOR, "/dashboard/tutor/sessions/{session}/attendance", _todays_session),
    Seen("catch-ups", TUTOR, "/dashboard/tutor/catchups"),
    Seen("marking", ASSESSOR, "/dashboard/assessments"),
    Seen("marking-work", ASSESSOR, "/dashboard/assessments/{review}", _waiting_work),
    Seen("level-reviews", ASSESSOR, "/dashboard/assessments/levels"),
    Seen("placement", ASSESSOR, "/dashboard/assessments/placement"),
    Seen("rubrics", ASSESSOR, "/dashboard/assessments/rubrics"),
    Seen("library", ADMIN, "/dashboard/library"),
    Seen("library-course", ADMIN, "/dashboard/library/{course}", _course),
    Seen("library-tutor", TUTOR, "/dashboard/library/{course}", _course),
    Seen("today", SUPERVISOR, "/dashboard/centre"),
    Seen("classes", SUPERVISOR, "/admin/classes"),
    Seen("timetable", SUPERVISOR, "/admin/timetable"),
    Seen("help-waits", SUPERVISOR, "/dashboard/help-waits"),
    Seen("messages", TUTOR, "/dashboard/messages?thread={thread}", _thread),
    Seen("users", SUPERVISOR, "/admin/users"),
    Seen("one-user", SUPERVISOR, "/admin/users?person={person}", _young_child),
    Seen("invitations", SUPERVISOR, "/admin/users?show=invitations"),
    Seen("tablets", SUPERVISOR, "/admin/users?show=tablets"),
    Seen("centres", HEAD_OFFICE, "/admin/centres"),
    Seen("audit", SUPERVISOR, "/admin/audit"),
    Seen("jobs", SUPERVISOR, "/admin/jobs"),
    Seen("settings", SUPERVISOR, "/admin/settings"),
    Seen("notifications", TUTOR, "/dashboard/notifications"),
    Seen("students", SUPERVISOR, "/dashboard/students"),
    Seen("student", SUPERVISOR, "/dashboard/students/{student}", _student),
    Seen("reports-centre", SUPERVISOR, "/dashboard/reports/centre"),
    Seen("reports-tutor", SUPERVISOR, "/dashboard/reports/tutor"),
    Seen("reports-student", SUPERVISOR, "/dashboard/reports/student?student={student}", _student),
    Seen("profile", TUTOR, "/dashboard/profile"),
    Seen("forbidden", TUTOR, "/admin/timetable"),
    *_of_student(SENIOR, ""),
    *_of_student(JUNIOR, "-junior"),
    *_of_student(EARLY, "-early"),
    Seen("student-catch-up", STUDENT, "/dashboard/student/catchups/{catch_up}", _missed),
    Seen("student-work-result", STUDENT, "/dashboard/student/work/{attempt}", _own_work),
    Seen("student-profile", STUDENT, "/dashboard/profile"),
    Seen("student-notifications", STUDENT, "/dashboard/notifications"),
    Seen("parent-home", PARENT, "/dashboard/parent"),
    Seen("parent-lessons", PARENT, "/dashboard/parent/sessions"),
    Seen("parent-lesson", PARENT, "/dashboard/parent/sessions/{session}?child={child}", _child),
    Seen("parent-work", PARENT, "/dashboard/parent/work"),
    Seen("parent-messages", PARENT, "/dashboard/parent/messages"),
    Seen("parent-notifications", PARENT, "/dashboard/notifications"),
)
