"""Two real hubs behind a real nginx with the product's own files: rooms kept together by hashing, and spread."""

import asyncio
import os
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvloop

from tests.faults.lesson import played
from tests.faults.theatre import STUDENTS, Theatre
from tests.operations import nginx
from tests.operations.nginx import nginx_program as nginx_program
from tests.operations.running import answers, running, wait_until
from tests.ports import free_ports

pytestmark = pytest.mark.anyio

_JOIN_SECONDS = 15.0


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """As in production."""
    return "asyncio", {"loop_factory": uvloop.new_event_loop}


@contextmanager
def nginx_before(theatre: Theatre, program: str, folder: Path, *, is_sticky: bool) -> Iterator[None]:
    """Members come through it from now on."""
    https_port, http_port = free_ports(2)
    first, second = theatre.replicas
    upstreams = {"core:8000": https_port, "hub1:8001": first.port, "hub2:8001": second.port}
    site = nginx.laid_out(folder, program, https_port, http_port, upstreams)
    if not is_sticky:
        upstream = folder / "upstreams.conf"
        upstream.write_text(re.sub(r"^ *hash .*$", "", upstream.read_text(), flags=re.MULTILINE))
    with running(nginx.command(program, folder), os.environ, site.log, folder):
        wait_until(lambda: answers(f"http://127.0.0.1:{http_port}/nginx-health"), site.log)
        theatre.entrance, theatre.trust = f"wss://127.0.0.1:{https_port}", site.trust()
        yield


def members_at(port: int) -> float:
    """How many connections a hub serves, by its own figures."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
        found = re.findall(r'^hub_members\{role="\w+"\} (\S+)$', page.read().decode(), re.MULTILINE)
    return sum(map(float, found))


@pytest.mark.audit
@pytest.mark.parametrize("is_sticky", [True, False])
async def test_a_room_is_served_by_one_hub_or_by_both(nginx_program: str, tmp_path: Path, is_sticky: bool) -> None:
    """Hashing keeps its members together; without it both hubs have some. A release rolls out either way."""
    theatre = Theatre(7)
    await theatre.open()
    try:
        with nginx_before(theatre, nginx_program, tmp_path / "nginx", is_sticky=is_sticky):
            for name in STUDENTS:
                theatre.admit(name)
            async with asyncio.timeout(_JOIN_SECONDS):
                await asyncio.gather(*(member.is_joined.wait() for member in theatre.members))
            served = [await asyncio.to_thread(members_at, replica.port) for replica in theatre.replicas]
            assert sum(served) == len(STUDENTS)
            assert (min(served) == 0) is is_sticky
            await asyncio.gather(*(member.stop() for member in theatre.members))
            theatre.members.clear()
            outcome = await played(theatre, "replica-rolling-restart", 0.5)
    finally:
        await theatre.close()
    assert outcome.events > 10
