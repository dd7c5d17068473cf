"""A client that knows nothing but the protocol: it keeps what it is sent, as the page does."""

from typing import Any

from shared.events.values import UserId

Message = dict[str, Any]  # JSON

_OPEN = ("PENDING", "ACKNOWLEDGED")


class ReferenceClient:
    """Applies messages to its last snapshot."""

    def __init__(self, me: UserId, is_staff: bool) -> None:
        self.me = me
        self.is_staff = is_staff
        self.students: dict[str, Message] = {}
        self.tutor_online = False
        self.status = ""
        self.seq = 0
        self.synced_seq = 0
        self.event_seqs: list[int] = []

    def take(self, message: Message) -> None:
        """Apply one message."""
        kind = message["type"]
        if "at" in message:
            self._take_event(kind, message)
        elif kind == "session:sync":
            self.students = message["students"]
            self.tutor_online, self.status = message["tutorOnline"], message["status"]
            self.synced_seq = message["seq"]
        elif kind == "tutor:presence":
            self.tutor_online = message["online"]
        elif kind in ("welcome", "ping"):
            self.seq = message["seq"]
        elif (student := self.students.get(message.get("studentId", ""))) is not None:
            _take_live(student, kind, message)

    def _take_event(self, kind: str, event: Message) -> None:
        self.event_seqs.append(event["seq"])
        self.seq = max(self.seq, event["seq"])
        if event["seq"] <= self.synced_seq:
            return
        if kind.startswith("session:"):
            self._take_session_event(kind, event)
        elif kind == "member:added":
            self._add(event)
        elif kind == "member:removed":
            self.students.pop(event["studentId"], None)
        elif (student := self.students.get(event.get("studentId", ""))) is not None:
            _take_student_event(student, kind, event)

    def _take_session_event(self, kind: str, event: Message) -> None:
        if kind == "session:changed":
            self.status = event.get("status", self.status)
            for student, seat in event.get("seats", {}).items():
                if student in self.students:
                    self.students[student]["seat"] = seat
        else:
            self.status = "IN_PROGRESS" if kind == "session:started" else "COMPLETED"

    def _add(self, event: Message) -> None:
        student = event["studentId"]
        if not self.is_staff and student != self.me:
            return
        fresh = {"name": event["name"], "attendance": None, "online": False, "hasJoined": False}
        known = self.students.setdefault(student, fresh | {"mode": "OBSERVE", "activity": None})
        known |= {"seat": event["seat"], "enrollments": event["enrollments"]}


def _take_live(student: Message, kind: str, message: Message) -> None:
    if kind == "student:update":
        student["activity"] = message["activity"]
    elif kind == "answers:draft":
        student["draft"] = {key: message[key] for key in ("attemptId", "revision", "answers")}
    elif kind == "student:joined":
        student["online"] = student["hasJoined"] = True
    elif kind == "student:left":
        student["online"], student["hasJoined"] = False, True


def _take_student_event(student: Message, kind: str, event: Message) -> None:
    if kind == "attendance:marked":
        student["attendance"] = event["status"]
    elif kind == "panel:changed":
        student["mode"] = event["mode"]
    elif kind in ("help:new", "help:updated"):
        _take_help(student, kind, event)
    elif kind == "exercise:started":
        if student.get("draft", {}).get("attemptId") != event["attemptId"]:
            student.pop("draft", None)
    elif kind in ("exercise:submitted", "exercise:graded") and (
        student.get("draft", {}).get("attemptId") == event["attemptId"]
    ):
        student.pop("draft")


def _take_help(student: Message, kind: str, event: Message) -> None:
    current = student.get("help")
    is_same = current is not None and current["requestId"] == event["requestId"]
    if kind == "help:new":
        status = current["status"] if is_same and current is not None else "PENDING"
        kept = ("requestId", "message", "exerciseId", "picture", "priority", "requestedAt")
        student["help"] = {key: event[key] for key in kept if key in event} | {"status": status}
    elif is_same and current is not None and event["status"] in _OPEN:
        current |= {"status": event["status"], "priority": event.get("priority", current["priority"])}
    elif is_same:
        student.pop("help")
    elif event["status"] in _OPEN:
        student["help"] = {
            "requestId": event["requestId"],
            "status": event["status"],
            "priority": event.get("priority", "NORMAL"),
            "requestedAt": event["at"],
        }
