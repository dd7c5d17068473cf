"""Settings: what is read, what follows from it, and the sentence for each mistake."""

from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.settings import CoreSettings, Environment, HubSettings, MigrationSettings, SettingsError


def key_pair() -> tuple[str, str]:
    """A private and a public key as PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


PRIVATE_KEY, PUBLIC_KEY = key_pair()
NEEDED = {
    "DATABASE_URL": "postgresql://app:word@db.example:5433/lessons",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "TICKET_PRIVATE_KEY": PRIVATE_KEY,
    "TICKET_PUBLIC_KEYS": PUBLIC_KEY,
    "SERVICE_KEY": "s" * 32,
}


def test_core_settings_have_defaults_for_all_that_is_no_secret_and_no_server() -> None:
    """Servers and keys suffice for the core."""
    settings = CoreSettings.from_environment(NEEDED)
    assert settings.environment is Environment.DEVELOPMENT
    assert (settings.core_port, settings.quiet_seconds, settings.offline_seconds) == (8000, 120, 30)
    assert settings.public_hub_url == "ws://127.0.0.1:8001"
    assert not settings.has_secure_cookies


def test_a_database_url_is_spelt_for_psycopg() -> None:
    """SQLAlchemy needs the driver's name in the scheme; people do not write it."""
    assert CoreSettings.from_environment(NEEDED).database_url == "postgresql+psycopg://app:word@db.example:5433/lessons"


def test_a_database_url_may_name_a_folder_of_sockets() -> None:
    """The embedded server listens on no port."""
    url = "postgresql://app@/lessons?host=/run/lessons"
    settings = CoreSettings.from_environment(NEEDED | {"DATABASE_URL": url, "REDIS_URL": "unix:///run/lessons/valkey"})
    assert settings.database_url == "postgresql+psycopg://app@/lessons?host=/run/lessons"
    assert settings.redis_url == "unix:///run/lessons/valkey"


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_what_is_missing_is_named(name: str) -> None:
    """An empty variable counts as missing, and the sentence names it."""
    with pytest.raises(SettingsError, match=f"^{name} is not set: .+\\.$"):
        CoreSettings.from_environment(NEEDED | {name: " "})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://host/database"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "postgresql://host:99999/database"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("CORE_PORT", "0"),
        ("CORE_PORT", "65536"),
        ("CORE_PORT", "eight"),
        ("CORE_PORT", "٨٠٠٠"),
        ("QUIET_SECONDS", "-5"),
        ("PUBLIC_HUB_URL", "http://hub.example"),
        ("PUBLIC_URL", "learn.example"),
        ("MAIL_URL", "imap://mail.example"),
        ("MAIL_FROM", "nobody in particular"),
        ("ALLOWED_ORIGINS", "https://one.example,two.example"),
        ("TICKET_PRIVATE_KEY", "secret"),
        ("TICKET_PUBLIC_KEYS", "none"),
        ("SERVICE_KEY", "short"),
        ("TLS_CERT", "/etc/tls/cert.pem"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(name: str, value: str) -> None:
    """The sentence starts with the variable and never repeats the value, which may hold a password."""
    with pytest.raises(SettingsError, match=f"^{name}.+\\.$") as caught:
        CoreSettings.from_environment(NEEDED | {name: value})
    assert value not in str(caught.value)


def test_the_hub_reads_neither_database_nor_private_key() -> None:
    """A hub can neither read records nor sign tickets, whatever its environment holds."""
    settings = HubSettings.from_environment(NEEDED)
    assert not hasattr(settings, "database_url")
    assert PRIVATE_KEY not in repr(settings)


def test_the_hub_knows_core_and_pages_from_hosts_and_ports() -> None:
    """Changing a port in one place is enough."""
    settings = HubSettings.from_environment(NEEDED | {"CORE_PORT": "9000", "CORE_HOST": "0.0.0.0"})
    assert settings.core_url == "http://127.0.0.1:9000"
    assert settings.allowed_origins == ("http://127.0.0.1:9000", "http://localhost:9000")


def test_with_certificate_and_key_the_addresses_are_secure() -> None:
    """Cameras need HTTPS: a page over HTTPS cannot open a plain WebSocket."""
    tls = {"TLS_CERT": "/etc/tls/cert.pem", "TLS_KEY": "/etc/tls/key.pem", "HUB_HOST": "school.example"}
    settings = CoreSettings.from_environment(NEEDED | tls)
    assert settings.public_hub_url == "wss://school.example:8001"
    assert settings.has_secure_cookies


def test_what_is_given_wins_over_what_would_follow() -> None:
    """Behind a proxy the public address has nothing to do with hosts and ports."""
    settings = CoreSettings.from_environment(NEEDED | {"PUBLIC_HUB_URL": "wss://live.example/"})
    assert settings.public_hub_url == "wss://live.example"


def test_letters_go_into_the_data_folder_unless_a_server_is_named() -> None:
    """Nobody needs a mail server to try it, and no letter leaves the machine by accident."""
    settings = CoreSettings.from_environment(NEEDED | {"AETHERLEARN_HOME": "/srv/lessons"})
    assert (settings.mail_url, settings.mail_from) == ("/srv/lessons/letters", "AetherLearn <no-reply@localhost>")
    settings = CoreSettings.from_environment(NEEDED | {"MAIL_URL": "smtps://learn:word@mail.example"})
    assert settings.mail_url == "smtps://learn:word@mail.example"


def test_letters_link_to_the_core_unless_the_pages_are_elsewhere() -> None:
    """A link in a letter must open where the reader sits."""
    assert CoreSettings.from_environment(NEEDED | {"CORE_PORT": "9000"}).public_url == "http://127.0.0.1:9000"
    given = CoreSettings.from_environment(NEEDED | {"PUBLIC_URL": "https://learn.example/"})
    assert given.public_url == "https://learn.example"


def test_limits_of_the_hub_carry_its_prefix() -> None:
    """`HUB_MESSAGES_PER_SECOND` is the benchmark's way to raise the rate."""
    limits = HubSettings.from_environment(NEEDED | {"HUB_MESSAGES_PER_SECOND": "200"}).limits
    assert (limits.messages_per_second, limits.message_bytes) == (200, 65536)


def test_several_public_keys_stand_one_after_the_other() -> None:
    """During a rotation two keys are valid; escaped line ends come from files that hold one line per variable."""
    _, second = key_pair()
    both = (PUBLIC_KEY + second).replace("\n", "\\n")
    assert HubSettings.from_environment(NEEDED | {"TICKET_PUBLIC_KEYS": both}).ticket_public_keys == (
        PUBLIC_KEY,
        second,
    )


def test_migrations_need_the_owner() -> None:
    """The app's own address does not stand in for the owner's."""
    with pytest.raises(SettingsError, match=r"^MIGRATION_DATABASE_URL is not set"):
        MigrationSettings.from_environment(NEEDED)


def test_settings_are_frozen() -> None:
    """Nothing changes them after the start."""
    settings: Any = CoreSettings.from_environment(NEEDED)
    with pytest.raises(AttributeError):
        settings.core_port = 1
