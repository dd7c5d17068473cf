"""A student's view of the REST API, as a native client uses it: bearer token, JSON, problem responses."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import httpx

Json = dict[str, Any]  # the API's JSON: each caller knows the shape it asks for


class Problem(Exception):
    """The API refused; `code` says why, for programs."""

    def __init__(self, status: int, code: str, title: str) -> None:
        super().__init__(f"{status} {code}: {title}")
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class TicketGrant:
    """What opens a room, and where the room is."""

    ticket: str
    url: str


class CoreApi:
    """One signed-in person. Use it in an `async with`."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{base_url.rstrip('/')}/api", timeout=30, trust_env=False)
        self.user_id = ""
        self.name = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def sign_in(self, email: str, password: str) -> None:
        """Get a token that the further calls carry."""
        body = {"email": email, "password": password, "transport": "bearer"}
        answer = await self._call("POST", "/auth/login", body)
        self._http.headers["Authorization"] = f"Bearer {answer['token']}"
        self.user_id, self.name = answer["user"]["id"], answer["user"]["name"]

    def use_token(self, user_id: str, token: str) -> None:
        """Go on as somebody who is signed in already."""
        self._http.headers["Authorization"] = f"Bearer {token}"
        self.user_id = user_id

    async def session_of_now(self) -> Json | None:
        """The session that runs, or whose time is now."""
        now = datetime.now(UTC)
        for session in (await self._call("GET", "/academic/sessions"))["items"]:
            starts, ends = (datetime.fromisoformat(session[field]) for field in ("scheduledStart", "scheduledEnd"))
            if session["status"] == "IN_PROGRESS" or (session["status"] == "SCHEDULED" and starts <= now < ends):
                return dict(session)
        return None

    async def start_session(self, session_id: str) -> Json:
        """Begin the lesson: staff only."""
        return await self._call("POST", f"/sessions/{session_id}/start")

    async def ticket(self, session_id: str) -> TicketGrant:
        """Good for one joining within two minutes."""
        answer = await self._call("POST", f"/sessions/{session_id}/ticket")
        return TicketGrant(answer["ticket"], answer["url"])

    async def student_view(self, session_id: str) -> Json:
        """The session as this student sees it (R081)."""
        return await self._call("GET", f"/sessions/{session_id}/student-view")

    async def next_content(self, course_id: str, session_id: str) -> Json:
        """What comes next for this student in a course (R088)."""
        params = {"studentId": self.user_id, "courseId": course_id, "sessionId": session_id}
        return await self._call("GET", "/content/next", params=params)

    async def complete_lesson(self, lesson_id: str, session_id: str, assignment_id: str | None) -> Json:
        """A reading is done; with the assignment that asked for it, if one did."""
        body = {"sessionId": session_id} | ({"assignmentId": assignment_id} if assignment_id else {})
        return await self._call("POST", f"/lessons/{lesson_id}/complete", body)

    async def start_exercise(self, exercise_id: str, session_id: str) -> Json:
        """Open an attempt, or find the open one."""
        return await self._call("POST", f"/exercises/{exercise_id}/start", {"sessionId": session_id})

    async def submit(self, exercise_id: str, session_id: str, answers: list[Json]) -> Json:
        """Hand in; the answer is the graded attempt (R089)."""
        return await self._call(
            "POST", f"/exercises/{exercise_id}/submit", {"answers": answers, "sessionId": session_id}
        )

    async def request_help(self, session_id: str, message: str) -> Json:
        """Raise a hand, or change the words of the one that is up (R084)."""
        return await self._call("POST", f"/sessions/{session_id}/help-request", {"message": message})

    async def send_message(self, session_id: str, text: str) -> Json:
        """To everyone in the lesson: staff only."""
        return await self._call("POST", f"/sessions/{session_id}/message", {"text": text})

    async def right_answers(self, exercise_id: str) -> list[Any]:
        """What an exercise expects, question by question: told to staff only."""
        exercise = await self._call("GET", f"/exercises/{exercise_id}")
        return [expected.get("answer") for expected in exercise["expectedAnswers"]]

    async def _call(
        self, method: str, path: str, body: Json | None = None, params: dict[str, str] | None = None
    ) -> Json:
        response = await self._http.request(method, path, json=body, params=params)
        if response.is_success:
            answer: Json = response.json()
            return answer
        try:
            problem = response.json()
        except ValueError:
            problem = {}
        raise Problem(response.status_code, problem.get("code", "unknown"), problem.get("title", response.text[:200]))
