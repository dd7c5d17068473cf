"""Letters: what leaves, how it looks, and what is never sent twice or in the clear."""

import email
import smtplib
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

from core_service.foundation.addresses import mailbox
from core_service.foundation.jobs import Hopeless
from core_service.foundation.mail import FolderPost, Letter, SmtpPost, is_no_mailbox, message_of, post_for

SENDER = "AetherLearn <no-reply@learn.example>"
LETTER = Letter(
    key="reminder.0190",
    to="parent@home.example",
    subject="Ben's lesson\nis at 16:00",
    text="Ben’s lesson begins at 16:00.",
    html="<p>Ben’s lesson begins at 16:00.</p>",
    written_at=datetime(2026, 11, 17, 16, 30, tzinfo=UTC),
    unsubscribe="https://learn.example/notifications",
)


class Received:
    """What a real server on this machine took, and whom it refuses."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.refused = "nobody@home.example"
        self.answer = "550 5.1.1 no such mailbox"

    async def handle_RCPT(  # noqa: N802 - the server calls it so
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Anybody but one."""
        if address == self.refused:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keeps the message."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.envelopes.append(envelope)
        self.messages.append(email.message_from_bytes(content, _class=EmailMessage, policy=default))
        return "250 taken"


@pytest.fixture
def received() -> Received:
    """Empty."""
    return Received()


def running(received: Received, *, enable_smtputf8: bool) -> Iterator[Controller]:
    """A mail server that knows a password and offers no encryption."""

    def knows(*_: object) -> AuthResult:
        return AuthResult(success=True)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = Controller(
        received,
        hostname="127.0.0.1",
        port=port,
        authenticator=knows,
        auth_require_tls=False,
        enable_SMTPUTF8=enable_smtputf8,
    )
    found.start()
    yield found
    found.stop()


@pytest.fixture
def server(received: Received) -> Iterator[Controller]:
    """One that takes addresses in plain letters alone."""
    yield from running(received, enable_smtputf8=False)


@pytest.fixture
def international(received: Received) -> Iterator[Controller]:
    """One that speaks SMTPUTF8."""
    yield from running(received, enable_smtputf8=True)


def address_of(server: Controller, login: str = "") -> str:
    """As MAIL_URL names it."""
    return f"smtp://{login}127.0.0.1:{server.port}"


def read_back(path: Path) -> EmailMessage:
    """A letter from the folder."""
    return email.message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=default)


def body(message: EmailMessage, kind: str) -> str:
    """One of the two forms of a letter."""
    part = message.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.strip()


def test_letter_reaches_a_mail_server_whole(server: Controller, received: Received) -> None:
    """Both forms, with accents; where answers to it and the wish for no more of them go."""
    post_for(address_of(server), SENDER).send(LETTER)
    [message] = received.messages
    assert (message["From"], message["To"]) == (SENDER, "parent@home.example")
    assert message["Subject"] == "Ben's lesson is at 16:00"
    assert (body(message, "plain"), body(message, "html")) == (LETTER.text, LETTER.html)
    assert message["Message-ID"] == "<reminder.0190@learn.example>"
    assert message["List-Unsubscribe"] == "<https://learn.example/notifications>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_letter_sent_again_is_the_same_letter(tmp_path: Path) -> None:
    """A job that died after sending sends again: one file, one Message-ID, the same date."""
    post = FolderPost(tmp_path / "letters", SENDER)
    post.send(LETTER)
    post.send(LETTER)
    [only] = (tmp_path / "letters").iterdir()
    assert only.name == "reminder.0190.eml"
    assert read_back(only)["Date"] == "Tue, 17 Nov 2026 16:30:00 +0000"


def test_letters_of_one_folder_are_for_its_owner_alone(tmp_path: Path) -> None:
    """They hold names of children and links that sign people in."""
    FolderPost(tmp_path / "letters", SENDER).send(LETTER)
    assert (tmp_path / "letters").stat().st_mode & 0o077 == 0


def test_password_is_never_given_away_in_the_clear(server: Controller, received: Received) -> None:
    """A server that offers no encryption gets neither password nor letter."""
    with pytest.raises(smtplib.SMTPNotSupportedError):
        post_for(address_of(server, "learn:word@"), SENDER).send(LETTER)
    assert received.messages == []


def test_mailbox_that_nobody_has_is_hopeless(server: Controller, received: Received) -> None:
    """Given up at once, in words that help and without the address; the same server goes on taking others."""
    post = SmtpPost(address_of(server), SENDER)
    with pytest.raises(Hopeless, match="no such mailbox") as refused:
        post.send(replace(LETTER, to=received.refused))
    assert received.refused not in str(refused.value)
    post.send(LETTER)
    assert len(received.messages) == 1


def test_refusal_that_may_pass_says_so(server: Controller, received: Received) -> None:
    """A greylist, or a server that does not relay for us yet: the letter is tried again."""
    received.answer = "451 4.7.1 come back later"
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="come back later"):
        SmtpPost(address_of(server), SENDER).send(replace(LETTER, to=received.refused))


@pytest.mark.parametrize(
    ("code", "words", "for_good"),
    [
        (550, b"no such user here", True),
        (551, b"5.1.6 moved", True),
        (553, b"5.1.3 bad address", True),
        (550, b"5.7.1 relaying denied", False),
        (530, b"5.7.0 sign in first", False),
        (552, b"5.2.2 mailbox full", False),
        (450, b"4.2.1 busy", False),
    ],
)
def test_which_refusals_stay(code: int, words: bytes, for_good: bool) -> None:
    """Those of the mailbox itself; not those of policy, space or time."""
    assert is_no_mailbox(code, words) is for_good


def test_server_that_is_away_is_an_error() -> None:
    """Nothing is lost quietly."""
    with pytest.raises(ConnectionRefusedError):
        SmtpPost("smtp://127.0.0.1:1", SENDER).send(LETTER)


@pytest.mark.parametrize("to", ["parent", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", ""])
def test_letter_goes_to_one_address_alone(to: str) -> None:
    """Nobody slips a second reader or a header in by an address, and nobody tries such a letter again."""
    with pytest.raises(Hopeless, match="one address"):
        replace(LETTER, to=to)


def test_domain_of_any_script_is_reached_by_every_server(
    server: Controller, received: Received, tmp_path: Path
) -> None:
    """By the name that DNS has for it; ß is a letter of its own there."""
    SmtpPost(address_of(server), SENDER).send(replace(LETTER, to="parent@Straße.example"))
    [envelope] = received.envelopes
    assert envelope.rcpt_tos == ["parent@xn--strae-oqa.example"]
    assert envelope.smtp_utf8 is False


def test_mailbox_of_any_script_is_reached_where_the_server_can(
    international: Controller, received: Received, tmp_path: Path
) -> None:
    """Written as it is, subject and names too; in the folder likewise."""
    to = replace(LETTER, to="jörg@home.example", subject="Jörgs Stunde")
    SmtpPost(address_of(international), SENDER).send(to)
    [envelope], [message] = received.envelopes, received.messages
    assert (envelope.rcpt_tos, envelope.smtp_utf8) == (["jörg@home.example"], True)
    assert (message["To"], message["Subject"]) == ("jörg@home.example", "Jörgs Stunde")
    FolderPost(tmp_path, SENDER).send(to)
    assert read_back(tmp_path / "reminder.0190.eml")["To"] == "jörg@home.example"


def test_mailbox_of_any_script_is_hopeless_where_the_server_cannot(server: Controller, received: Received) -> None:
    """Said once, in words that help and without the address; the same server goes on taking others."""
    post = SmtpPost(address_of(server), SENDER)
    with pytest.raises(Hopeless, match="SMTPUTF8") as refused:
        post.send(replace(LETTER, to="jörg@home.example"))
    assert "jörg" not in str(refused.value)
    post.send(LETTER)
    assert len(received.messages) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a..b@x.example", "must be"),
        (".a@x.example", "must be"),
        ("a(b@x.example", "must be"),
        ("a@b(c)", "must be"),
        ("a@x..example", "must be"),
        ("a@b@c.example", "must be"),
        ("@x.example", "must be"),
        ("jörg..x@x.example", "must be"),
        ("jörg\u00a0x@x.example", "must be"),
        ("jörg\u202ex@x.example", "must be"),
        (f"{'ö' * 33}@x.example", "too long"),
        (f"a@{'é' * 70}.example", "cannot exist"),
        (f"a@{'b' * 253}", "too long"),
    ],
)
def test_what_no_server_takes_is_no_mailbox(text: str, reason: str) -> None:
    """It is refused where it is typed, with the reason, and never becomes a letter that cannot be written."""
    with pytest.raises(ValueError, match=reason):
        mailbox(text)


@pytest.mark.parametrize("text", ["o'neil+x@x.example", "a@x_y.example", "用户@例子.example", "a@localhost"])
def test_unusual_mailboxes_can_be_written_to(text: str) -> None:
    """A letter to each can be made."""
    assert message_of(replace(LETTER, to=text), SENDER).as_bytes()


@pytest.mark.parametrize("key", ["", "../x", ".hidden", "a b", "a@b", "ä", "x" * 121])
def test_key_is_fit_for_a_file_and_a_header(key: str) -> None:
    """It becomes both."""
    with pytest.raises(ValueError, match="key"):
        replace(LETTER, key=key)


def test_letter_without_html_is_plain() -> None:
    """One form, and no header about subscriptions."""
    message = message_of(replace(LETTER, html=None, unsubscribe=None), SENDER)
    assert (message.get_content_type(), message["List-Unsubscribe"]) == ("text/plain", None)
