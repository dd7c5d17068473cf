"""`make demo`: a class of students at work in the demo tutor's session of now, beside a running `make run`."""

import asyncio
import contextlib
import os
import sys
from dataclasses import replace
from random import Random
from typing import Any  # answers of any shape
from urllib.parse import urlsplit

import click
import httpx

from loadtests.core_api import CoreApi, Json, Problem
from loadtests.simulated_student import AnswerKey, SimulatedStudent, Temper

PASSWORD = "learn-together"
TUTOR = "tutor@riverside.example"


@click.command()
@click.option("--core-url", default=lambda: os.environ.get("CORE_URL", "http://127.0.0.1:8000"), help="The core.")
@click.option("--students", default=12, type=click.IntRange(1, 15), help="How many of the fifteen come.")
@click.option("--speed", default=1.0, type=click.FloatRange(0.1, 50), help="2 is twice as fast as people are.")
@click.option("--start/--wait", default=False, help="Start the session, or wait until the tutor does.")
@click.option("--seed", default=None, type=int, help="For the same class again.")
def main(core_url: str, students: int, speed: float, start: bool, seed: int | None) -> None:
    """Simulate a class in the session that the demo tutor has now, until it ends or Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(run_class(core_url, students, speed, start, Random(seed)))
        except (Problem, httpx.TransportError) as error:
            sys.exit(f"The class could not begin at {core_url}: {error}. Is `make run` running?")


async def run_class(core_url: str, students: int, speed: float, start: bool, random: Random) -> None:
    """The whole demo; returns when every student has left."""
    async with CoreApi(core_url) as tutor:
        await tutor.sign_in(TUTOR, PASSWORD)
        session = await _session_of_now(tutor, start)
        _announce(core_url, session, students)
        key = cached(tutor.right_answers)
        people = [(f"student{number}@riverside.example", Random(random.random())) for number in range(1, students + 1)]
        await asyncio.gather(
            *(_attend(core_url, email, session["id"], _temper(own, speed), own, key) for email, own in people)
        )


async def _session_of_now(tutor: CoreApi, start: bool) -> Json:
    session = await tutor.session_of_now()
    if session is None:
        sys.exit("The demo tutor has no session now: is the demo data there (`make seed`)?")
    if start and session["status"] == "SCHEDULED":
        return await tutor.start_session(session["id"])
    return session


def _announce(core_url: str, session: Json, students: int) -> None:
    address = urlsplit(core_url)
    page = f"{address.scheme}://{address.netloc}/dashboard/tutor/sessions/{session['id']}/control-center"
    print(f"{students} students come to {session['name']}; watch them as {TUTOR}: {page}", flush=True)
    if session["status"] != "IN_PROGRESS":
        print("They begin to work when you start the session.", flush=True)


def cached(key: AnswerKey) -> AnswerKey:
    """Asks once for each exercise, however many students do it."""
    known: dict[str, asyncio.Task[list[Any]]] = {}

    async def look_up(exercise_id: str) -> list[Any]:
        if exercise_id not in known:
            known[exercise_id] = asyncio.ensure_future(key(exercise_id))
        return await asyncio.shield(known[exercise_id])

    return look_up


async def _attend(core_url: str, email: str, session_id: str, temper: Temper, random: Random, key: AnswerKey) -> None:
    await asyncio.sleep(random.uniform(0, temper.question_seconds))
    async with CoreApi(core_url) as api:
        await api.sign_in(email, PASSWORD)
        student = SimulatedStudent(api, session_id, temper, random, lambda words: _say(api.name, words), key)
        _say(api.name, "comes in")
        _say(api.name, f"leaves: {await student.attend()}")


def _temper(random: Random, speed: float) -> Temper:
    usual = Temper()
    return replace(
        usual,
        question_seconds=usual.question_seconds * random.uniform(0.6, 1.6) / speed,
        accuracy=random.uniform(0.7, 0.95),
        quiet_seconds=usual.quiet_seconds / min(speed, 1),
        patience_seconds=usual.patience_seconds / speed,
    )


def _say(name: str, words: str) -> None:
    print(f"{name:<18} {words}", flush=True)


if __name__ == "__main__":
    main()
