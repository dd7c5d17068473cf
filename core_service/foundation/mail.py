"""Letters by e-mail: what one says, and the post that takes it: an SMTP server, or a folder to look into (R290)."""

import os
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from core_service.foundation.addresses import mailbox, needs_smtputf8
from core_service.foundation.jobs import Hopeless

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", re.ASCII)
_SMTP_PORT, _SMTPS_PORT = 587, 465
_NO_SUCH_MAILBOX = frozenset({550, 551, 553})
_OF_POLICY = b"5.7."
_TIMEOUT_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail to one person.

    `key` names it for ever, as in `invitation.{promise's id}`: sent again after a crash it bears the same Message-ID,
    by which mailboxes know it. `unsubscribe` is the address of a page where the reader can end such letters.
    """

    key: str
    to: str
    subject: str
    text: str
    written_at: datetime
    html: str | None = None
    unsubscribe: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a key that could not stand in a file's name and in a header, or for a wrong address."""
        if not _KEY.fullmatch(self.key):
            raise ValueError("a letter's key has 1 to 120 letters, digits, dots, hyphens or underscores")
        try:
            mailbox(self.to)
        except ValueError as error:
            raise Hopeless(f"a letter goes to one address, and this one {error}") from None


class Post(Protocol):
    """Takes letters. A job sends as its last act, and one letter only: what fails before it sends nothing twice."""

    def send(self, letter: Letter) -> None:
        """Raises whatever kept it back; the worker then tries the job again, and in the end keeps its error.

        Hopeless for what no further try would change.
        """
        ...


class FolderPost:
    """Lays letters into a folder as `.eml` files, one per key: what development, demos and tests look into."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """The whole file or none; the same letter again replaces it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self._folder / f".{letter.key}.{os.getpid()}"
        unfinished.write_bytes(message_of(letter, self._sender).as_bytes())
        unfinished.replace(self._folder / f"{letter.key}.eml")


class SmtpPost:
    """Hands letters to a mail server, by a connection for each: jobs are few and far between.

    `smtps://` speaks TLS from the start. `smtp://` changes to TLS where the server offers it, and must before it
    gives away a password. Certificates are always verified.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._address = urlsplit(url)
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Raises smtplib.SMTPException or OSError; Hopeless where the server cannot write such an address."""
        message = message_of(letter, self._sender)
        server = self._connected()
        try:
            if needs_smtputf8(mailbox(letter.to)) and not server.has_extn("smtputf8"):
                raise Hopeless(
                    "The mail server takes only addresses in plain letters (it does not offer SMTPUTF8): "
                    "ask for another address, or set MAIL_URL to a server that does."
                )
            _hand_over(server, message)
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # the letter is on its way, however the farewell goes
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        host, port = self._address.hostname or "", self._address.port
        context = ssl.create_default_context()
        if self._address.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port or _SMTPS_PORT, timeout=_TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, port or _SMTP_PORT, timeout=_TIMEOUT_SECONDS)
        try:
            self._introduce(server, context)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        server.ehlo()
        has_login = self._address.username is not None
        if self._address.scheme == "smtp" and (has_login or server.has_extn("starttls")):
            server.starttls(context=context)
            server.ehlo()
        if has_login:
            server.login(unquote(self._address.username or ""), unquote(self._address.password or ""))


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Raises Hopeless if the server says for good that nobody has this address."""
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        if any(is_no_mailbox(*answer) for answer in refused.recipients.values()):
            raise Hopeless(
                "The mail server knows no such mailbox: put the address right, or ask for another."
            ) from None
        raise


def is_no_mailbox(code: int, words: bytes) -> bool:
    """Whether a refused recipient stays refused (RFC 5321, 4.2.3).

    Not where an enhanced code (RFC 3463) names policy, as for a server that does not relay for us: whoever looks after
    the mail can change that while the letter waits.
    """
    return code in _NO_SUCH_MAILBOX and not words.startswith(_OF_POLICY)


def post_for(target: str, sender: str) -> Post:
    """The post that `MAIL_URL` names, in the name of `MAIL_FROM`."""
    if target.startswith(("smtp://", "smtps://")):
        return SmtpPost(target, sender)
    return FolderPost(Path(target), sender)


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """The letter as RFC 5322 wants it, or RFC 6532; a subject's line breaks become spaces."""
    to = mailbox(letter.to)
    message = EmailMessage(policy=SMTPUTF8 if needs_smtputf8(to) else SMTP)
    name, address = parseaddr(sender)
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.key}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe is not None:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    return message
