"""Every page, who opens it, and how its address is found in the demo."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.e2e.page_acts import (
    Act,
    begin,
    in_room,
    open_a_student,
    open_menu,
    pressing,
    preview_lessons,
    raise_hand,
    sign_in_wrongly,
    typing,
)
from tests.system.clients import Message, Rest


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as one person sees it; `{…}` in the path is filled by `find`."""

    name: str
    who: str | None
    """Who is signed in; nobody for what is seen before the login."""
    path: str
    find: Callable[[Rest], dict[str, str]] | None = None
    """Ids of the address, asked of the API as that person."""
    then: Act | None = None
    """What is done on the page before it is looked at."""

    @property
    def is_read_on_paper(self) -> bool:
        """Whether somebody may print it; lessons are for screens."""
        return not any(part in self.path for part in ("control-center", "/student/sessions/", "/assessments/{"))

    def address(self, rest: Rest | None) -> str:
        """The path in this demo; `rest` is that person's, where anybody is signed in."""
        return self.path.format(**(self.find(rest) if self.find and rest else {}))


def _todays_session(rest: Rest) -> dict[str, str]:
    sessions = rest.get("/academic/sessions")["items"]
    running = [each for each in sessions if each["status"] in ("IN_PROGRESS", "SCHEDULED")]
    return {"session": (running or sessions)[0]["id"]}


def _planned_session(rest: Rest) -> dict[str, str]:
    planned = [each for each in _sessions_around(rest, 0, 7) if each["status"] == "SCHEDULED"]
    return {"session": planned[-1]["id"]}


def _held_session(rest: Rest) -> dict[str, str]:
    held = [each for each in _sessions_around(rest, -7, 0) if each["status"] == "COMPLETED"]
    return {"session": held[-1]["id"]}


def _sessions_around(rest: Rest, first: int, last: int) -> list[Message]:
    today = datetime.now(UTC).date()
    days = {"first": f"{today + timedelta(days=first)}", "last": f"{today + timedelta(days=last)}"}
    found: list[Message] = rest.get("/academic/sessions", **days)["items"]
    return found


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


def _parts_of_course(rest: Rest) -> dict[str, str]:
    course = _course(rest)["course"]
    unit = rest.get(f"/courses/{course}/outline", level="5")["units"][0]
    lesson = unit["lessons"][0]
    exercise = lesson["exercises"][0]
    return {"course": course, "unit": unit["id"], "lesson": lesson["id"], "exercise": exercise["id"]}


def _class(rest: Rest) -> dict[str, str]:
    return {"cohort": rest.get("/academic/classes")["items"][0]["id"]}


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


SESSION, ROOM = "/dashboard/tutor/sessions/{session}", "/dashboard/tutor/sessions/{session}/control-center"
COURSE, CLASS = "/dashboard/library/{course}?level=5", "/admin/classes?class={cohort}"
STUDENT_SESSION = "/dashboard/student/sessions/{session}"


def _of_student(who: str, tier: str) -> tuple[Seen, ...]:
    """Every student sees the same pages, in the sizes and words of their age."""
    return (
        Seen(f"student{tier}-home", who, "/dashboard/student"),
        Seen(f"student{tier}-catch-ups", who, "/dashboard/student/catchups"),
        Seen(f"student{tier}-work", who, "/dashboard/student/work"),
        Seen(f"student{tier}-work-result", who, "/dashboard/student/work/{attempt}", _own_work),
        Seen(f"student{tier}-badges", who, "/dashboard/student/badges"),
        Seen(f"student{tier}-session", who, STUDENT_SESSION, _todays_session),
        Seen(f"student{tier}-session-question", who, STUDENT_SESSION, _todays_session, begin),
        Seen(f"student{tier}-session-hand", who, STUDENT_SESSION, _todays_session, raise_hand),
        Seen(f"student{tier}-forbidden", who, "/dashboard/tutor/my-day"),
    )


PAGES = (
    Seen("login", None, "/login"),
    Seen("login-refused", None, "/login", then=sign_in_wrongly),
    Seen("reset", None, "/reset"),
    Seen("reset-new", None, "/reset?token=of-an-old-letter"),
    Seen("invite", None, "/invite/of-an-old-letter"),
    Seen("not-found", None, "/no-such-page"),
    Seen("my-day", TUTOR, "/dashboard/tutor/my-day"),
    Seen("menu", TUTOR, "/dashboard/tutor/my-day", then=open_menu),
    Seen("palette", TUTOR, "/dashboard/tutor/my-day", then=typing("Control+k")),
    Seen("keys", TUTOR, "/dashboard/tutor/my-day", then=typing("?")),
    Seen("sessions", TUTOR, "/dashboard/tutor/sessions"),
    Seen("sessions-day", TUTOR, "/dashboard/tutor/sessions?view=day"),
    Seen("session", TUTOR, SESSION, _todays_session),
    Seen("session-held", TUTOR, SESSION, _held_session),
    Seen("session-unknown", TUTOR, "/dashboard/tutor/sessions/00000000-0000-7000-8000-000000000000"),
    Seen("session-planned", SUPERVISOR, SESSION, _planned_session),
    Seen("session-substitute", SUPERVISOR, SESSION, _planned_session, pressing("Substitute")),
    Seen("session-walk-in", SUPERVISOR, SESSION, _planned_session, pressing("Add a student")),
    Seen("session-move", SUPERVISOR, SESSION, _planned_session, pressing("Move")),
    Seen("session-cancel", SUPERVISOR, SESSION, _planned_session, pressing("Cancel it")),
    Seen("control-centre", TUTOR, ROOM, _todays_session, in_room()),
    Seen("control-centre-columns", TUTOR, ROOM, _todays_session, in_room(typing("2"))),
    Seen("control-centre-faces", TUTOR, ROOM, _todays_session, in_room(typing("3"))),
    Seen("control-centre-student", TUTOR, ROOM, _todays_session, in_room(typing("1"), open_a_student)),
    Seen("control-centre-assign", TUTOR, ROOM, _todays_session, in_room(typing("a"))),
    Seen("control-centre-everyone", TUTOR, ROOM, _todays_session, in_room(typing("b"))),
    Seen("control-centre-keys", TUTOR, ROOM, _todays_session, in_room(typing("?"))),
    Seen("control-centre-end", TUTOR, ROOM, _todays_session, in_room(pressing("End session"))),
    Seen("control-centre-watching", SUPERVISOR, ROOM, _todays_session, in_room()),
    Seen("control-centre-ended", TUTOR, ROOM, _held_session),
    Seen("attendance", TUTOR, f"{SESSION}/attendance", _todays_session),
    Seen("attendance-note", TUTOR, f"{SESSION}/attendance", _todays_session, pressing("Add a note")),
    Seen("catch-ups", TUTOR, "/dashboard/tutor/catchups"),
    Seen("marking", ASSESSOR, "/dashboard/assessments"),
    Seen("marking-work", ASSESSOR, "/dashboard/assessments/{review}", _waiting_work),
    Seen("marking-keys", ASSESSOR, "/dashboard/assessments/{review}", _waiting_work, pressing("Keys")),
    Seen("level-reviews", ASSESSOR, "/dashboard/assessments/levels"),
    Seen("level-reviews-not-yet", ASSESSOR, "/dashboard/assessments/levels", then=pressing("Not yet")),
    Seen("level-reviews-declined", ASSESSOR, "/dashboard/assessments/levels?status=DECLINED"),
    Seen("placement", ASSESSOR, "/dashboard/assessments/placement"),
    Seen("rubrics", ASSESSOR, "/dashboard/assessments/rubrics"),
    Seen("library", ADMIN, "/dashboard/library"),
    Seen("library-course", ADMIN, COURSE, _course),
    Seen("library-tutor", TUTOR, COURSE, _course),
    Seen("library-unit", HEAD_OFFICE, COURSE + "&unit={unit}", _parts_of_course),
    Seen("library-lesson", HEAD_OFFICE, COURSE + "&lesson={lesson}", _parts_of_course),
    Seen("library-exercise", HEAD_OFFICE, COURSE + "&exercise={exercise}", _parts_of_course),
    Seen("library-exercise-tutor", TUTOR, COURSE + "&exercise={exercise}", _parts_of_course),
    Seen("today", SUPERVISOR, "/dashboard/centre"),
    Seen("classes", SUPERVISOR, "/admin/classes"),
    Seen("class", SUPERVISOR, CLASS, _class),
    Seen("class-preview", SUPERVISOR, CLASS, _class, preview_lessons),
    Seen("timetable", SUPERVISOR, "/admin/timetable"),
    Seen("timetable-tutors", SUPERVISOR, "/admin/timetable?by=tutor"),
    Seen("timetable-weekly", SUPERVISOR, "/admin/timetable?show=weekly"),
    Seen("timetable-weekly-new", SUPERVISOR, "/admin/timetable?show=weekly", then=pressing("Add a weekly lesson")),
    Seen("timetable-once", SUPERVISOR, "/admin/timetable?show=once"),
    Seen("timetable-rooms", SUPERVISOR, "/admin/timetable?show=rooms"),
    Seen("timetable-closures", SUPERVISOR, "/admin/timetable?show=closures"),
    Seen("timetable-waiting", SUPERVISOR, "/admin/timetable?show=waiting"),
    Seen("help-waits", SUPERVISOR, "/dashboard/help-waits"),
    Seen("messages", TUTOR, "/dashboard/messages?thread={thread}", _thread),
    Seen("messages-new", TUTOR, "/dashboard/messages", then=pressing("Write to a parent")),
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
    Seen("students-none", SUPERVISOR, "/dashboard/students?search=nobody-has-this-name"),
    Seen("students-add", ADMIN, "/dashboard/students", then=pressing("Add a student")),
    Seen("student", SUPERVISOR, "/dashboard/students/{student}", _student),
    Seen("student-level", SUPERVISOR, "/dashboard/students/{student}", _student, pressing("Propose a level")),
    Seen("student-change", SUPERVISOR, "/dashboard/students/{student}", _student, pressing("Change$")),
    Seen("reports-centre", SUPERVISOR, "/dashboard/reports/centre"),
    Seen("reports-franchise", HEAD_OFFICE, "/dashboard/reports/centre"),
    Seen("reports-tutor", SUPERVISOR, "/dashboard/reports/tutor"),
    Seen("reports-student", SUPERVISOR, "/dashboard/reports/student?student={student}", _student),
    Seen("profile", TUTOR, "/dashboard/profile"),
    Seen("forbidden", TUTOR, "/admin/timetable"),
    *_of_student(SENIOR, ""),
    *_of_student(JUNIOR, "-junior"),
    *_of_student(EARLY, "-early"),
    Seen("student-catch-up", STUDENT, "/dashboard/student/catchups/{catch_up}", _missed),
    Seen("student-profile", STUDENT, "/dashboard/profile"),
    Seen("student-early-profile", EARLY, "/dashboard/profile"),
    Seen("student-notifications", STUDENT, "/dashboard/notifications"),
    Seen("parent-home", PARENT, "/dashboard/parent"),
    Seen("parent-sessions", PARENT, "/dashboard/parent/sessions"),
    Seen("parent-session", PARENT, "/dashboard/parent/sessions/{session}?child={child}", _child),
    Seen("parent-work", PARENT, "/dashboard/parent/work"),
    Seen("parent-messages", PARENT, "/dashboard/parent/messages"),
    Seen("parent-notifications", PARENT, "/dashboard/notifications"),
    Seen("parent-profile", PARENT, "/dashboard/profile"),
    Seen("parent-forbidden", PARENT, "/admin/users"),
)
