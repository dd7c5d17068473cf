"""Guesses are counted before they are looked at.

The good case: a class signs in, whoever mistypes tries again. The bad one: a program sends forty guesses at once; no
more of them are looked at than if it had sent them one after the other, and then it waits.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
import redis
from flask.testing import FlaskClient

from core_service.foundation.runtime import Runtime
from core_service.identity.errors import BadCredentials, TooManyFailedLogins
from core_service.identity.rules import FAILURES_ALLOWED
from core_service.identity.throttle import Attempts
from tests.core_service.conftest import World, json_of
from tests.factories.people import PASSWORD

GUESSES = 40


def logins(run: Runtime, email: str = "somebody@example.test") -> Attempts:
    """Of one account from one address."""
    return Attempts.failed_logins(run.redis, email, "192.0.2.7")


def test_parallel_guesses_do_not_pass_the_limit(run: Runtime) -> None:
    """All are in at the same moment; as many are looked at as are allowed, each other one is told to wait."""
    looked_at, lock, together = 0, Lock(), Barrier(GUESSES)

    def guess(_number: int) -> bool:
        nonlocal looked_at
        together.wait(10)
        with logins(run).against(BadCredentials):
            with lock:
                looked_at += 1
            raise BadCredentials

    def is_refused(number: int) -> bool:
        try:
            return guess(number)
        except BadCredentials:
            return False
        except TooManyFailedLogins as refusal:
            return 0 < refusal.retry_after_seconds <= 15 * 60

    with ThreadPoolExecutor(GUESSES) as threads:
        refused = sum(threads.map(is_refused, range(GUESSES)))
    assert (looked_at, refused) == (FAILURES_ALLOWED, GUESSES - FAILURES_ALLOWED)


def test_a_success_is_given_back(run: Runtime) -> None:
    """Signing in costs neither the account nor the address anything, and the account's failures are forgotten."""
    for _ in range(FAILURES_ALLOWED - 1):
        with pytest.raises(BadCredentials), logins(run).against(BadCredentials):
            raise BadCredentials
    with logins(run).against(BadCredentials):
        pass
    account, address = (key for key, _ in logins(run).limits)
    assert run.redis.get(account) is None
    assert run.redis.get(address) == str(FAILURES_ALLOWED - 1).encode()


def test_what_is_no_guess_is_given_back(run: Runtime) -> None:
    """A database that is away has judged nothing."""
    with pytest.raises(ConnectionError), logins(run).against(BadCredentials):
        raise ConnectionError
    assert [int(run.redis.get(key) or 0) for key, _ in logins(run).limits] == [0, 0]


def test_a_refused_attempt_costs_nothing(run: Runtime) -> None:
    """An address is not used up by tries at an account that has to wait already, nor does its wait begin anew."""
    for _ in range(FAILURES_ALLOWED + 5):
        with pytest.raises((BadCredentials, TooManyFailedLogins)), logins(run).against(BadCredentials):
            raise BadCredentials
    assert [int(run.redis.get(key) or 0) for key, _ in logins(run).limits] == [FAILURES_ALLOWED] * 2
    with logins(run, "another@example.test").against(BadCredentials):
        pass


def test_without_redis_nobody_is_locked_out(run: Runtime) -> None:
    """Limits are a second wall: signing in goes on."""
    away = redis.Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2)
    attempts = Attempts(away, logins(run).limits)
    for _ in range(FAILURES_ALLOWED + 1):
        with pytest.raises(BadCredentials), attempts.against(BadCredentials):
            raise BadCredentials


def test_ones_own_password_is_not_guessed_at_a_page_left_open(client: FlaskClient, world: World) -> None:
    """Who sits down at somebody's page has ten tries at the current password; then the right one waits too."""
    tutor = world.riverside.tutor
    wanted = {"currentPassword": "wrong", "newPassword": "a new password"}
    for _ in range(FAILURES_ALLOWED):
        assert client.post("/api/auth/password", json=wanted, headers=tutor.headers).status_code == 403
    right = wanted | {"currentPassword": PASSWORD}
    answer = client.post("/api/auth/password", json=right, headers=tutor.headers)
    assert (answer.status_code, json_of(answer)["code"]) == (429, "too_many_failed_logins")
    assert int(answer.headers["Retry-After"]) > 0
