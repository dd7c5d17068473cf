"""The product's nginx files under a real nginx: where sockets go, what is limited, kept, added and hidden (R301)."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.operations import nginx
from tests.operations.nginx import Site
from tests.operations.running import REPOSITORY, answers, running, wait_until
from tests.ports import free_ports

SECURITY_HEADERS = (
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "x-request-id",
)


@dataclass
class Installation:
    """nginx before a stand-in core and two stand-in hubs; hubs are started and killed by name."""

    site: Site
    ports: dict[str, int]
    folder: Path
    core: "subprocess.Popen[bytes]"
    hubs: "dict[str, subprocess.Popen[bytes]]"
    stack: ExitStack

    def start_hub(self, name: str) -> None:
        """Returns once it answers."""
        log = self.folder / f"{name}.log"
        command = (sys.executable, "-m", "tests.operations.stand_in_hub", name, str(self.ports[name]))
        self.hubs[name] = self.stack.enter_context(running(command, os.environ, log))
        wait_until(lambda: hub_at(f"ws://127.0.0.1:{self.ports[name]}/ws/{uuid.uuid4()}") == name, log)

    def hub_of(self, room: uuid.UUID) -> str | None:
        """The hub that nginx leads this room to; None if it was refused."""
        return hub_at(f"wss://127.0.0.1:{self.site.https_port}/ws/{room}", self.site)

    def client(self, login: str = "") -> httpx.Client:
        """A browser, signed in as the owner of this login's token."""
        cookies = {"aetherlearn_login": login} if login else {}
        return httpx.Client(base_url=self.site.url, verify=self.site.trust(), cookies=cookies)


def hub_at(url: str, site: Site | None = None) -> str | None:
    """The name that the hub behind this address gives."""

    async def name() -> str:
        async with connect(url, ssl=site.trust() if site else None) as socket:
            return str(await asyncio.wait_for(socket.recv(), 5))

    try:
        return asyncio.run(name())
    except (OSError, WebSocketException):
        return None


@pytest.fixture
def installation(nginx_program: str, tmp_path: Path) -> Iterator[Installation]:
    """All up."""
    https_port, http_port, core, hub1, hub2 = free_ports(5)
    ports = {"core": core, "hub1": hub1, "hub2": hub2}
    upstreams = {"core:8000": core, "hub1:8001": hub1, "hub2:8001": hub2}
    folder = tmp_path / "nginx"
    site = nginx.laid_out(folder, nginx_program, https_port, http_port, upstreams)
    with ExitStack() as stack:
        core_command = (sys.executable, "-m", "tests.operations.stand_in_core", str(core))
        core_process = stack.enter_context(running(core_command, os.environ, tmp_path / "core.log"))
        made = Installation(site, ports, tmp_path, core_process, {}, stack)
        for name in ("hub1", "hub2"):
            made.start_hub(name)
        stack.enter_context(running(nginx.command(nginx_program, folder), os.environ, site.log, folder))
        wait_until(lambda: answers(f"http://127.0.0.1:{http_port}/nginx-health"), site.log)
        wait_until(lambda: answers(f"http://127.0.0.1:{core}/"), tmp_path / "core.log")
        yield made


ROOMS = [uuid.UUID(int=number) for number in range(1, 31)]


def test_a_room_always_leads_to_the_same_hub_and_rooms_are_spread(installation: Installation) -> None:
    """Whoever joins, from wherever, meets the room's other members on one hub."""
    first = {room: installation.hub_of(room) for room in ROOMS}
    for room in ROOMS:  # one after the other: taking turns would not come out the same
        assert [installation.hub_of(room) for _ in range(3)] == [first[room]] * 3
    shares = [list(first.values()).count(name) for name in ("hub1", "hub2")]
    assert min(shares) >= 6, shares


def test_a_killed_hub_is_replaced_and_only_its_rooms_move(installation: Installation) -> None:
    """The other hub takes over at once, and gives the rooms back when the first one is there again."""
    before = {room: installation.hub_of(room) for room in ROOMS}
    installation.hubs["hub1"].kill()
    installation.hubs["hub1"].wait()
    assert {installation.hub_of(room) for room in ROOMS} == {"hub2"}
    installation.start_hub("hub1")
    wait_until(lambda: {room: installation.hub_of(room) for room in ROOMS} == before, installation.site.log)


def test_newcomers_of_a_draining_hub_are_taken_by_the_other(installation: Installation) -> None:
    """A rolling restart turns nobody away."""
    installation.hubs["hub1"].send_signal(signal.SIGUSR1)
    wait_until(
        lambda: hub_at(f"ws://127.0.0.1:{installation.ports['hub1']}/ws/{ROOMS[0]}") is None, installation.site.log
    )
    assert {installation.hub_of(room) for room in ROOMS} == {"hub2"}


def test_messages_pass_both_ways_through_https(installation: Installation) -> None:
    """The upgrade reaches the hub, and large frames come through whole."""
    text = "é" * 60_000

    async def conversation() -> str | bytes:
        url = f"wss://127.0.0.1:{installation.site.https_port}/ws/{ROOMS[0]}"
        async with connect(url, ssl=installation.site.trust()) as socket:
            await socket.recv()
            await socket.send(text)
            return await socket.recv()

    assert asyncio.run(conversation()) == text


def test_each_security_header_comes_once_and_the_policy_is_the_cores(installation: Installation) -> None:
    """Two values of one header are read differently by each browser."""
    with installation.client() as client:
        for path in ("/", "/api/health", "/assets/app.js"):
            headers = client.get(path).headers
            assert [len(headers.get_list(name)) for name in SECURITY_HEADERS] == [1] * len(SECURITY_HEADERS), path
            assert headers.get_list("content-security-policy") == ["default-src 'self'"]
            assert headers["referrer-policy"] == "same-origin"
            assert "nginx/" not in headers["server"]


def test_a_harmless_request_id_is_kept_and_others_are_replaced(installation: Installation) -> None:
    """The id in the browser's error message is the one in the logs of nginx and core."""
    with installation.client() as client:
        kept = client.get("/api/health", headers={"X-Request-Id": "abc-12345"})
        assert kept.headers["x-request-id"] == kept.json()["headers"]["x-request-id"] == "abc-12345"
        replaced = client.get("/api/health", headers={"X-Request-Id": "<b>"})
        assert re.fullmatch(r"[0-9a-f]{32}", replaced.headers["x-request-id"])
        assert replaced.headers["x-request-id"] == replaced.json()["headers"]["x-request-id"]


def test_the_core_learns_the_callers_address_and_protocol(installation: Installation) -> None:
    """The last address is nginx's own word, whatever the caller claims."""
    with installation.client() as client:
        seen = client.get("/api/health", headers={"X-Forwarded-For": "1.2.3.4"}).json()["headers"]
    assert seen["x-forwarded-for"] == "1.2.3.4, 127.0.0.1"
    assert seen["x-forwarded-proto"] == "https"


def statuses(installation: Installation, number: int, method: str, path: str, login: str = "") -> list[int]:
    """Of so many requests at once from one address."""

    async def all_at_once() -> list[int]:
        limits = httpx.Limits(max_connections=40)
        cookies = {"aetherlearn_login": login} if login else {}
        async with httpx.AsyncClient(
            base_url=installation.site.url, verify=installation.site.trust(), limits=limits, cookies=cookies, timeout=60
        ) as client:
            answered = await asyncio.gather(*(client.request(method, path, content="{}") for _ in range(number)))
        return [answer.status_code for answer in answered]

    return asyncio.run(all_at_once())


def test_a_class_behind_one_address_signs_in_and_a_flood_is_stopped(installation: Installation) -> None:
    """Fifteen at once four times over pass; a hundred more do not, and are told when to come again."""
    assert set(statuses(installation, 60, "POST", "/api/auth/login")) == {200}
    assert statuses(installation, 100, "POST", "/api/auth/login").count(429) >= 50
    with installation.client() as client:
        answer = next(a for a in (client.post("/api/auth/login") for _ in range(100)) if a.status_code == 429)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["code"] == "too_many"
    assert answer.json()["requestId"] == answer.headers["x-request-id"]
    assert [len(answer.headers.get_list(name)) for name in SECURITY_HEADERS] == [1] * len(SECURITY_HEADERS)


def test_a_runaway_page_does_not_use_up_its_classs_share(installation: Installation) -> None:
    """The limit of one person comes first; a neighbour at the same address goes on."""
    assert 429 in statuses(installation, 500, "GET", "/api/health", login="runaway")
    assert set(statuses(installation, 40, "GET", "/api/health", login="neighbour")) == {200}


def test_hashed_files_are_kept_and_outlive_the_core(installation: Installation) -> None:
    """A page opened before a release finds its files; the core is asked once."""
    with installation.client() as client:
        first = client.get("/assets/app-abc.js")
        assert client.get("/assets/app-abc.js").json()["number"] == first.json()["number"]
        assert "immutable" in first.headers["cache-control"]
        assert client.get("/").json()["number"] != client.get("/").json()["number"]
        installation.core.kill()
        installation.core.wait()
        assert client.get("/").status_code == 503
        assert client.get("/assets/app-abc.js").json()["number"] == first.json()["number"]


def test_while_the_core_is_away_people_get_a_page_and_programs_a_problem(nginx_program: str, tmp_path: Path) -> None:
    """A release of a single core looks like a pause, not like a broken site."""
    https_port, http_port, nobody = free_ports(3)
    folder = tmp_path / "nginx"
    upstreams = {"core:8000": nobody, "hub1:8001": nobody, "hub2:8001": nobody}
    site = nginx.laid_out(folder, nginx_program, https_port, http_port, upstreams)
    with (
        running(nginx.command(nginx_program, folder), os.environ, site.log, folder),
        httpx.Client(base_url=site.url, verify=site.trust()) as client,
    ):
        wait_until(lambda: answers(f"http://127.0.0.1:{http_port}/nginx-health"), site.log)
        page, problem = client.get("/lessons/today"), client.get("/api/auth/me")
    assert (page.status_code, problem.status_code) == (503, 503)
    assert "Back in a moment" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert problem.json()["code"] == "unavailable"
    for answer in (page, problem):
        assert answer.headers["retry-after"] == "5"
        assert [len(answer.headers.get_list(name)) for name in SECURITY_HEADERS] == [1] * len(SECURITY_HEADERS)


def test_what_is_for_hubs_alone_cannot_be_reached(installation: Installation) -> None:
    """Neither plainly nor spelt in another way; figures are on ports that nginx does not know."""
    with installation.client() as client:
        for path in ("/api/internal/rooms/1", "/api//internal/rooms/1", "/api/%69nternal/x", "/api/a/../internal/x"):
            assert client.get(path).status_code == 404, path


def test_a_socket_that_asks_for_no_room_gets_no_page(installation: Installation) -> None:
    """404: the pages' answer to any address would tell a native client nothing."""
    with installation.client() as client:
        for path in ("/ws/", "/ws/today", f"/ws/{ROOMS[0]}/x"):
            assert client.get(path).status_code == 404, path


def test_too_large_a_body_is_refused_in_the_apis_own_words(installation: Installation) -> None:
    """413 as a problem, before the core has to read it."""
    with installation.client() as client:
        answer = client.post("/api/sessions", content=b"x" * (1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "content_too_large")


def test_too_long_an_address_or_header_is_refused_in_the_apis_own_words(installation: Installation) -> None:
    """As the core does it: 414 and 431 as problems, the second for instance where cookies have grown."""
    with installation.client() as client:
        long_address = client.get(f"/api/students?q={'x' * 40_000}")
        long_header = client.get("/api/students", headers={"Cookie": "x=" + "x" * 40_000})
    assert (long_address.status_code, long_address.json()["code"]) == (414, "request_uri_too_long")
    assert (long_header.status_code, long_header.json()["code"]) == (431, "request_header_fields_too_large")


def test_plain_http_leads_to_https(installation: Installation) -> None:
    """With its path and query, and so that a POST stays one."""
    answer = httpx.get(f"http://127.0.0.1:{installation.site.http_port}/a?b=c")
    assert (answer.status_code, answer.headers["location"]) == (308, "https://127.0.0.1/a?b=c")


def test_the_log_has_the_request_id_and_no_query(installation: Installation) -> None:
    """Signed links to files must not lie in logs."""
    with installation.client() as client:
        client.get("/api/media/1?signature=secret", headers={"X-Request-Id": "find-me-again"})
    log = installation.folder / "nginx" / "access.log"
    wait_until(lambda: "find-me-again" in log.read_text(), log)
    assert "secret" not in log.read_text()


def test_the_files_are_those_that_the_compose_file_mounts() -> None:
    """Tested files and deployed files are the same."""
    compose = (REPOSITORY / "docker" / "compose.yaml").read_text()
    for source in [*nginx.SOURCE.glob("*.conf"), nginx.SOURCE / "pages"]:
        assert f"./nginx/{source.name}:/etc/nginx/{source.name}:ro" in compose
