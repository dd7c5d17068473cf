"""A short selection of the fault harness, which `make faults` plays in full: every fault twenty times.

`make test` leaves out what is marked as audit: it holds times that a machine which is busy with other work misses.
"""

from typing import Any

import pytest
import uvloop

from tests.faults.lesson import play

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """As in production."""
    return "asyncio", {"loop_factory": uvloop.new_event_loop}


@pytest.mark.parametrize(
    ("fault", "seed"),
    [
        ("redis-restart", 101),
        ("redis-drops-messages", 103),
        ("core-away", 104),
        ("members-half-open", 105),
        ("replica-kill", 106),
        pytest.param("redis-freeze", 102, marks=pytest.mark.audit),
        pytest.param("replica-rolling-restart", 107, marks=pytest.mark.audit),
    ],
)
async def test_everybody_agrees_after_a_fault(fault: str, seed: int) -> None:
    """Within three seconds; every acknowledged id is on record once, no event is missed or doubled."""
    outcome = await play(fault, seed, fault_seconds=1.5)
    assert outcome.acknowledged > 10
    assert outcome.events > 10


@pytest.mark.audit
async def test_a_rolling_restart_under_a_hundred_sockets() -> None:
    """Each is back within two seconds, nobody is announced as left, no event is lost or doubled."""
    outcome = await play("replica-rolling-restart", 108, fault_seconds=0.5, onlookers=92)
    assert outcome.slowest_reconnection <= 2.0
    assert outcome.events > 10
