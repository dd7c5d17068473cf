"""The compose file's settings at work: people come in through nginx, and every process can be watched and stopped."""

import asyncio
import json
import os
import signal
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
import redis
from websockets.asyncio.client import connect

from tests.engines import TestRun, fresh_database, postgres_server
from tests.operations.installation import Installation, running_installation


@pytest.fixture(scope="module")
def installation(
    nginx_program: str, test_run: TestRun, worker_id: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """On a database of its own."""
    database = fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_installation")
    with running_installation(nginx_program, tmp_path_factory.mktemp("installation"), database, redis_url) as running:
        yield running


@pytest.fixture
def client(installation: Installation) -> Iterator[httpx.Client]:
    """A browser that nobody has signed in with."""
    with httpx.Client(base_url=installation.site.url, verify=installation.site.trust()) as opened:
        yield opened


def signed_in(client: httpx.Client, email: str) -> httpx.Client:
    """As a page does it: with a cookie, and the token against foreign pages in a header."""
    body = {"email": email, "password": "learn-together", "transport": "cookie"}
    answer = client.post("/api/auth/login", json=body)
    assert answer.status_code == 200, answer.text
    assert "Secure" in answer.headers["set-cookie"]
    client.headers["X-CSRF-Token"] = answer.json()["csrfToken"]
    return client


def test_a_student_joins_the_lesson_through_nginx(installation: Installation, client: httpx.Client) -> None:
    """Sign-in, ticket and socket by the public address alone: keys, origins and addresses fit together."""
    signed_in(client, "student1@riverside.example")
    now = datetime.now(UTC).isoformat()
    lessons = client.get("/api/academic/sessions").json()["items"]
    lesson = next(each for each in lessons if each["scheduledStart"] <= now < each["scheduledEnd"])
    grant = client.post(f"/api/sessions/{lesson['id']}/ticket", json={}).json()
    assert grant["url"].startswith(installation.site.url.replace("https", "wss"))

    async def welcome() -> str:
        async with connect(grant["url"], ssl=installation.site.trust(), origin=installation.site.url) as socket:  # type: ignore[arg-type]
            hello = {"type": "hello", "ticket": grant["ticket"], "device": str(uuid.uuid4()), "protocol": 1}
            await socket.send(json.dumps(hello))
            first = json.loads(await asyncio.wait_for(socket.recv(), 10))
            return str((first[0] if isinstance(first, list) else first)["type"])

    assert asyncio.run(welcome()) == "welcome"


def test_pages_come_with_one_policy_that_names_the_hub(installation: Installation, client: httpx.Client) -> None:
    """The core's, passed through by nginx."""
    page = client.get("/any/route/of/the/app")
    (policy,) = page.headers.get_list("content-security-policy")
    assert f"connect-src 'self' {installation.site.url.replace('https', 'wss')}" in policy
    assert "immutable" in client.get("/assets/app-1.js").headers["cache-control"]


def test_every_process_tells_its_figures(installation: Installation, client: httpx.Client) -> None:
    """What dashboard and alerts are made of."""
    client.get("/api/auth/me")
    expected = {
        "core": 'core_requests_total{method="GET",route="/api/auth/me",status="401"}',
        "worker": "core_jobs_oldest_seconds",
        "ingest": "ingest_reports_waiting",
        "hub1": "hub_loop_lag_seconds_bucket",
        "hub2": "hub_rooms",
    }
    for name, figure in expected.items():
        assert figure in httpx.get(installation.metrics[name]).text, name


def test_guessing_is_counted_by_the_callers_address_not_nginxs(client: httpx.Client, redis_url: str) -> None:
    """Else one centre's typing mistakes would lock out all centres."""
    body = {"email": "nobody@riverside.example", "password": "wrong", "transport": "cookie"}
    assert client.post("/api/auth/login", json=body, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 401
    with redis.Redis.from_url(redis_url) as server:
        keys = {key.decode() for key in server.scan_iter("failed-logins:address:*")}
    assert keys == {"failed-logins:address:127.0.0.1"}, "a caller cannot choose the address either"


def test_every_process_stops_when_it_is_told_to(installation: Installation) -> None:
    """With exit code 0, within the time that the compose file gives it."""
    for process in installation.processes.values():
        process.send_signal(signal.SIGTERM)
    codes = {name: process.wait(30) for name, process in installation.processes.items()}
    assert codes == dict.fromkeys(codes, 0)
