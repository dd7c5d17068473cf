"""How text from the environment becomes values: parsers, and the reader that fills a settings class with them."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_PEM_BLOCK = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)
AnySettings = TypeVar("AnySettings", bound="DataclassInstance")


class SettingsError(ValueError):
    """One sentence for the person who starts the process; it names the variable and what it may hold."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the text of a variable becomes a value, and what README says about it."""

    parse: Callable[[str], object]
    meaning: str


def text(value: str) -> str:
    """The value itself, for names and folders' labels."""
    return value


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A parser for integers from `least` to `most`, both included."""

    def parse(value: str) -> int:
        if not re.fullmatch(r"\d{1,12}", value, re.ASCII) or not least <= int(value) <= most:
            raise SettingsError(f"must be a whole number from {least} to {most}")
        return int(value)

    return parse


def folder_or_file(value: str) -> Path:
    """An absolute path; `~` is the home folder."""
    return Path(value).expanduser().absolute()


def log_level(value: str) -> str:
    """A level of the standard library's logging, in capitals."""
    level = value.upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingsError("must be DEBUG, INFO, WARNING or ERROR")
    return level


def on_or_off(value: str) -> bool:
    """`on` or `off`."""
    if value not in {"on", "off"}:
        raise SettingsError("must be on or off")
    return value == "on"


def url(*schemes: str) -> Callable[[str], str]:
    """A parser for addresses with one of these schemes and a host; a closing slash is dropped."""

    def parse(value: str) -> str:
        try:
            parts = urlsplit(value)
            named = parts.scheme in schemes and (parts.hostname or parts.scheme == "unix")
            _ = parts.port  # raises for one that is no number up to 65535
        except ValueError:
            named = None
        if not named:
            raise SettingsError(f"must be an address that starts with {' or '.join(s + '://' for s in schemes)}")
        return value.rstrip("/")

    return parse


def postgres_url(value: str) -> str:
    """An address of PostgreSQL, spelt as SQLAlchemy wants it for psycopg; `?host=` may name a folder of sockets."""
    parts = urlsplit(value)
    if "host=" not in parts.query:
        url("postgresql", "postgres", "postgresql+psycopg")(value)
    if not parts.scheme.startswith("postgres") or not parts.path.strip("/"):
        raise SettingsError("must name a database after the host, as in postgresql://user:password@host/database")
    return re.sub(r"^[a-z+]+://", "postgresql+psycopg://", value)


def mail_url(value: str) -> str:
    """A mail server's address (`smtp://`, `smtps://`), or the absolute path of a folder for letters."""
    return url("smtp", "smtps")(value) if "://" in value else str(folder_or_file(value))


def sender(value: str) -> str:
    """Who letters come from: `name@host`, or a name with that in angle brackets."""
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", address):
        raise SettingsError("must be an e-mail address, as in AetherLearn <no-reply@example.org>")
    return value


def media_url(value: str) -> str:
    """A bucket, `s3://key:secret@host/bucket?region=…` (`s3+http://` without TLS), or the path of a folder."""
    if "://" not in value:
        return str(folder_or_file(value))
    parts = urlsplit(url("s3", "s3+http")(value))
    if not (parts.username and parts.password and parts.path.strip("/")):
        raise SettingsError("must name key, secret, host and bucket, as in s3://key:secret@host/bucket?region=…")
    return value


def origins(value: str) -> tuple[str, ...]:
    """Origins of pages (`https://host:port`), separated by commas."""
    return tuple(url("http", "https")(part.strip()) for part in value.split(",") if part.strip())


def pem_keys(value: str) -> tuple[str, ...]:
    r"""PEM blocks, one after the other; `\n` stands for a new line where the environment cannot hold one."""
    blocks = _PEM_BLOCK.findall(value.replace("\\n", "\n"))
    if not blocks:
        raise SettingsError("must hold keys as PEM text (-----BEGIN … KEY-----)")
    return tuple(block + "\n" for block in blocks)


def pem_key(value: str) -> str:
    """Exactly one PEM block."""
    blocks = pem_keys(value)
    if len(blocks) != 1:
        raise SettingsError("must hold one key as PEM text")
    return blocks[0]


def secret(value: str) -> str:
    """A secret that two processes share, long enough not to be guessed."""
    if len(value) < 32:
        raise SettingsError("must have at least 32 characters")
    return value


def declared(settings_class: "type[DataclassInstance]", prefix: str = "") -> dict[str, Setting]:
    """The variables that a settings class reads, by name."""
    hints = get_type_hints(settings_class, include_extras=True)
    return {
        prefix + field.name.upper(): mark
        for field in dataclasses.fields(settings_class)
        for mark in getattr(hints[field.name], "__metadata__", ())
        if isinstance(mark, Setting)
    }


def read(settings_class: type[AnySettings], environment: Mapping[str, str], prefix: str = "") -> AnySettings:
    """The settings in `environment`; a variable that is empty counts as not set. Raises SettingsError."""
    values: dict[str, Any] = {}  # each parsed by the Setting beside its field
    required = {prefix + field.name.upper() for field in dataclasses.fields(settings_class) if is_required(field)}
    for name, setting in declared(settings_class, prefix).items():
        if value := environment.get(name, "").strip():
            values[name.removeprefix(prefix).lower()] = parsed(name, setting, value)
        elif name in required:
            raise SettingsError(f"{name} is not set: {setting.meaning}.")
    if bool(values.get("tls_cert")) != bool(values.get("tls_key")):
        raise SettingsError("TLS_CERT and TLS_KEY must be set together.")
    return settings_class(**values)


def is_required(field: dataclasses.Field[Any]) -> bool:
    """Whether the field has no default."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def parsed(name: str, setting: Setting, value: str) -> object:
    """The value of one variable; a SettingsError names it but never repeats what may be a password."""
    try:
        return setting.parse(value)
    except SettingsError as problem:
        raise SettingsError(f"{name} {problem}.") from None
