"""Every page, who opens it, and how its address is found in the demo."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.system.clients import Rest


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as one person sees it; `{…}` in the path is filled by `find`."""

    name: str
    who: str
    path: str
    find: Callable[[Rest], dict[str, str]] | None = None
    """Ids of the address, asked of the API as that person."""

    def address(self, rest: Rest) -> str:
        """The path in this demo."""
        return self.path.format(**(self.find(rest) if self.find else {}))


def _todays_session(rest: Rest) -> dict[str, str]:
    sessions = rest.get("/academic/sessions")["items"]
    running = [each for each in sessions if each["status"] in ("IN_PROGRESS", "SCHEDULED")]
    return {"session": (running or sessions)[0]["id"]}


def _thread(rest: Rest) -> dict[str, str]:
    return {"thread": rest.get("/threads")["items"][0]["id"]}


def _child(rest: Rest) -> dict[str, str]:
    child = rest.get("/parent/children")["items"][0]["child"]["id"]
    lesson = rest.get(f"/parent/children/{child}/sessions")["items"][0]["sessionId"]
    return {"child": child, "session": lesson}


TUTOR, STUDENT, PARENT = "tutor@riverside.example", "student1@riverside.example", "parent@riverside.example"
SUPERVISOR, ASSESSOR = "supervisor@riverside.example", "assessor@riverside.example"

PAGES = (
    Seen("my-day", TUTOR, "/dashboard/tutor/my-day"),
    Seen("sessions", TUTOR, "/dashboard/tutor/sessions"),
    Seen("control-centre", TUTOR, "/dashboard/tutor/sessions/{session}/control-center", _todays_session),
    Seen("attendance", TUTOR, "/dashboard/tutor/sessions/{session}/attendance", _todays_session),
    Seen("catch-ups", TUTOR, "/dashboard/tutor/catchups"),
    Seen("marking", ASSESSOR, "/dashboard/assessments"),
    Seen("today", SUPERVISOR, "/dashboard/centre"),
    Seen("help-waits", SUPERVISOR, "/dashboard/help-waits"),
    Seen("messages", TUTOR, "/dashboard/messages?thread={thread}", _thread),
    Seen("audit", SUPERVISOR, "/admin/audit"),
    Seen("jobs", SUPERVISOR, "/admin/jobs"),
    Seen("settings", SUPERVISOR, "/admin/settings"),
    Seen("profile", TUTOR, "/dashboard/profile"),
    Seen("student-home", STUDENT, "/dashboard/student"),
    Seen("student-catch-ups", STUDENT, "/dashboard/student/catchups"),
    Seen("student-work", STUDENT, "/dashboard/student/work"),
    Seen("student-session", STUDENT, "/dashboard/student/sessions/{session}", _todays_session),
    Seen("parent-home", PARENT, "/dashboard/parent"),
    Seen("parent-lessons", PARENT, "/dashboard/parent/sessions"),
    Seen("parent-lesson", PARENT, "/dashboard/parent/sessions/{session}?child={child}", _child),
    Seen("parent-work", PARENT, "/dashboard/parent/work"),
    Seen("parent-messages", PARENT, "/dashboard/parent/messages"),
)
