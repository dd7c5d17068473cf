"""What tests of operations share: an environment like that of an installation, and its secrets."""

import os
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.clock import FixedClock
from tests.engines import TestDatabase
from tests.operations.nginx import nginx_program as nginx_program


@pytest.fixture(scope="session")
def secrets() -> dict[str, str]:
    """Keys as an operator hands them to the processes."""
    key = Ed25519PrivateKey.generate()
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {
        "TICKET_PRIVATE_KEY": private.decode(),
        "TICKET_PUBLIC_KEYS": public.decode(),
        "SERVICE_KEY": "s" * 40,
    }


@pytest.fixture(scope="session")
def core_environment(database: TestDatabase, redis_url: str, secrets: dict[str, str]) -> dict[str, str]:
    """All that a process of the core reads, for this worker's servers."""
    servers = {"DATABASE_URL": database.url, "REDIS_URL": redis_url}
    return os.environ | secrets | servers | {"PYTHONUNBUFFERED": "1"}


@pytest.fixture
def clock() -> FixedClock:
    """Stands still until it is moved."""
    return FixedClock(datetime(2026, 11, 17, 16, 30, tzinfo=UTC))
