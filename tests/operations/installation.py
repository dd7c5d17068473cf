"""The compose file's installation without containers: its commands and settings as processes, behind its nginx.

Only what names another machine is exchanged: hosts, ports, and the folder of the pages.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines import TestDatabase
from tests.operations import nginx
from tests.operations.compose import compose_file, variables_in
from tests.operations.nginx import Site
from tests.operations.running import REPOSITORY, answers, running, wait_until
from tests.ports import free_ports

_DOCKER = REPOSITORY / "docker"
_PROCESSES = ("core", "worker", "ingest", "hub1", "hub2")


@dataclass(frozen=True, slots=True)
class Installation:
    """Running; `metrics` are the addresses of each process's figures."""

    site: Site
    metrics: dict[str, str]
    processes: "dict[str, subprocess.Popen[bytes]]"


def instruction(dockerfile: str, word: str) -> str:
    """The last instruction of that kind, its lines joined."""
    text = (_DOCKER / dockerfile).read_text().replace("\\\n", " ")
    return str(re.findall(rf"^{word} (.+)$", text, re.MULTILINE)[-1])


def image_environment(dockerfile: str) -> dict[str, str]:
    """What the image sets by itself."""
    text = (_DOCKER / dockerfile).read_text().replace("\\\n", " ")
    last = re.findall(r"^ENV (.+)$", text, re.MULTILINE)[-1]
    return dict(each.split("=", 1) for each in shlex.split(last))


def dockerfile_of(name: str) -> str:
    """Worker and ingest share the core's."""
    return "hub.Dockerfile" if name.startswith("hub") else "core.Dockerfile"


def command_of(name: str, service: Mapping[str, Any]) -> list[str]:
    """The compose file's, else the image's."""
    command: list[str] = service.get("command") or json.loads(instruction(dockerfile_of(name), "CMD"))
    return command


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything runs on this machine."""

    services: Mapping[str, Mapping[str, Any]]
    ports: Mapping[str, int]
    database: TestDatabase
    redis_url: str
    pages: Path

    def environment(self, name: str) -> dict[str, str]:
        """The image's, then the compose file's, then what this machine needs."""
        service = self.services[name]["environment"]
        here = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "CORE_HOST": "127.0.0.1",
            "CORE_PORT": str(self.ports["core"]),
            "HUB_HOST": "127.0.0.1",
            "HUB_PORT": str(self.ports.get(name, 0)),
            "METRICS_PORT": str(self.ports.get(f"{name}-metrics", 0)),
            "DATABASE_URL": self.database.url,
            "MIGRATION_DATABASE_URL": self.database.migration_url,
            "REDIS_URL": self.redis_url,
            "CORE_URL": f"http://127.0.0.1:{self.ports['core']}",
        }
        named = image_environment(dockerfile_of(name)) | dict(service)
        changed = {key: value for key, value in here.items() if key in named}
        return named | changed | {"WEB_FOLDER": str(self.pages)}


def pages(folder: Path) -> Path:
    """A web app of two files."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>AetherLearn</title>")
    (folder / "assets" / "app-1.js").write_text("'use strict'")
    return folder


@contextmanager
def running_installation(program: str, folder: Path, database: TestDatabase, redis_url: str) -> Iterator[Installation]:
    """Migrated, with demo data, everything ready; `program` is nginx."""
    names = ("https", "http", *_PROCESSES, "core-metrics", "worker-metrics", "ingest-metrics")
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    make_secrets = (str(_DOCKER / "make-secrets.sh"), f"127.0.0.1:{ports['https']}", str(folder / "secrets"))
    subprocess.run(make_secrets, check=True, capture_output=True)
    services = compose_file(variables_in(folder / "secrets" / ".env"))["services"]
    plan = Plan(services, ports, database, redis_url, pages(folder / "pages"))
    run_to_end(command_of("migrate", services["migrate"]), plan.environment("migrate"))
    run_to_end(["python", "-m", "seed", "demo"], plan.environment("core"))
    with ExitStack() as stack:
        processes = {}
        for name in _PROCESSES:
            log = folder / f"{name}.log"
            command = command_of(name, services[name])
            processes[name] = stack.enter_context(running(command, plan.environment(name), log))
        site = started_nginx(stack, program, folder / "nginx", ports)
        metrics = {
            name: f"http://127.0.0.1:{ports[f'{name}-metrics']}/metrics" for name in ("core", "worker", "ingest")
        }
        metrics |= {name: f"http://127.0.0.1:{ports[name]}/metrics" for name in ("hub1", "hub2")}
        for name, url in metrics.items():
            wait_until(lambda url=url: answers(url), folder / f"{name}.log")  # type: ignore[misc]
        wait_until(lambda: answers(f"{site.url}/api/health"), folder / "core.log")
        yield Installation(site, metrics, processes)


def started_nginx(stack: ExitStack, program: str, folder: Path, ports: Mapping[str, int]) -> Site:
    """In front of the core and both hubs."""
    upstreams = {"core:8000": ports["core"], "hub1:8001": ports["hub1"], "hub2:8001": ports["hub2"]}
    site = nginx.laid_out(folder, program, ports["https"], ports["http"], upstreams)
    stack.enter_context(running(nginx.command(program, folder), os.environ, site.log, folder))
    return site


def run_to_end(command: list[str], environment: Mapping[str, str]) -> None:
    """Fails with what the command says."""
    done = subprocess.run(command, env=dict(environment), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
