"""What the hub asks the core: rooms, their logs, their positions, and commands in the name of a member."""

from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import msgspec

from shared.events.codes import ERROR_WORDS, ErrorCode
from shared.events.commands import DurableCommand
from shared.events.notices import EventsPage, PositionsAnswer, PositionsQuestion, RoomBootstrap
from shared.events.values import CentreId, Seq, SessionId

_TIMEOUT = httpx.Timeout(10.0, connect=2.0, pool=5.0)
_POOL = httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=30.0)
_LATER = frozenset({408, 425, 429})
_RETRY_SECONDS = 2.0
AnyAnswer = TypeVar("AnyAnswer")


class CoreUnavailable(Exception):
    """The core could not be reached, or failed; asking again later may help."""


class NoSuchRoom(Exception):
    """The core knows no such session, or lets nobody into it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A command is committed; `facts` is what the core says of it, `seq` among them."""

    facts: dict[str, Any]  # JSON, passed on as it is


@dataclass(frozen=True, slots=True)
class Denied:
    """A command was refused, or failed; with `retry_after_seconds` it may be sent again."""

    code: str
    message: str
    retry_after_seconds: float | None = None


class CoreClient:
    """A pool of connections to the core."""

    def __init__(self, core_url: str, service_key: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{core_url}/api", timeout=_TIMEOUT, limits=_POOL, trust_env=False)
        self._service = {"X-Service-Key": service_key}

    async def close(self) -> None:
        """Drop the connections."""
        await self._http.aclose()

    async def bootstrap(self, session_id: SessionId, centre_id: CentreId) -> RoomBootstrap:
        """All that a room opens with. Raises NoSuchRoom or CoreUnavailable."""
        text = await self._get(f"/internal/rooms/{session_id}", {"centreId": centre_id})
        return _read(text, RoomBootstrap)

    async def events(self, session_id: SessionId, centre_id: CentreId, after: Seq) -> EventsPage:
        """The log after a seq, perhaps not to its end. Raises NoSuchRoom or CoreUnavailable."""
        question: dict[str, str | int] = {"centreId": centre_id, "after": after}
        return _read(await self._get(f"/internal/rooms/{session_id}/events", question), EventsPage)

    async def positions(self, question: PositionsQuestion) -> PositionsAnswer:
        """Where the logs of all open rooms end, and who was revoked. Raises CoreUnavailable."""
        headers = {**self._service, "Content-Type": "application/json"}
        response = await self._send(
            "POST", "/internal/rooms/positions", content=msgspec.json.encode(question), headers=headers
        )
        return _read(response.content, PositionsAnswer)

    async def command(self, session_id: SessionId, ticket: str, command: DurableCommand) -> Done | Denied:
        """Have a command done with the member's own rights; its id makes a repetition harmless."""
        headers = {
            "Authorization": f"Ticket {ticket}",
            "Idempotency-Key": command.id,
            "X-Request-Id": command.id,
            "Content-Type": "application/json",
        }
        content = msgspec.json.encode(command)
        try:
            response = await self._http.post(f"/sessions/{session_id}/commands", content=content, headers=headers)
        except httpx.HTTPError:
            return _unavailable(None)
        facts = _json_object(response)
        if response.is_success and facts is not None:
            return Done(facts)
        if response.status_code >= 500 or response.status_code in _LATER or facts is None:
            return _unavailable(response)
        return Denied(str(facts.get("code", "refused")), str(facts.get("detail") or facts.get("title") or "Refused."))

    async def _get(self, path: str, question: dict[str, str | int]) -> bytes:
        response = await self._send("GET", path, params=question, headers=self._service)
        return response.content

    async def _send(self, method: str, path: str, **request: Any) -> httpx.Response:  # as httpx takes them
        try:
            response = await self._http.request(method, path, **request)
        except httpx.HTTPError as problem:
            raise CoreUnavailable(type(problem).__name__) from problem
        if response.status_code in (404, 410):
            raise NoSuchRoom
        if not response.is_success:
            raise CoreUnavailable(f"status {response.status_code}")
        return response


def _read(text: bytes, kind: type[AnyAnswer]) -> AnyAnswer:
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as problem:
        raise CoreUnavailable(f"an answer could not be read: {problem}") from problem


def _json_object(response: httpx.Response) -> dict[str, Any] | None:
    try:
        found = msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        return None
    return found if isinstance(found, dict) else None


def _unavailable(response: httpx.Response | None) -> Denied:
    wait = _RETRY_SECONDS
    if response is not None and response.headers.get("Retry-After", "").isdigit():
        wait = float(response.headers["Retry-After"])
    is_crowded = response is not None and response.status_code == 429
    code = ErrorCode.RATE_LIMITED if is_crowded else ErrorCode.CORE_UNAVAILABLE
    return Denied(code, ERROR_WORDS[code], wait)
