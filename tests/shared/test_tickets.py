"""Room tickets: what the core signs the hub can read, and nothing else."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from shared.events.values import CentreId, LoginId, RoomRole, SessionId, UserId
from shared.tickets import BadTicket, RoomTicket, TicketSigner, TicketVerifier

TICKET = RoomTicket(
    id="t1",
    user_id=UserId("u"),
    login_id=LoginId("l"),
    session_id=SessionId("s"),
    centre_id=CentreId("c"),
    role=RoomRole.STUDENT,
    join_by=1_900_000_000,
    until=1_900_010_000,
)


def key_pair() -> tuple[str, str]:
    """A private and a public key as PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


OLD_PRIVATE, OLD_PUBLIC = key_pair()
NEW_PRIVATE, NEW_PUBLIC = key_pair()


def test_a_signed_ticket_is_read_back() -> None:
    """Every field, the role included."""
    assert TicketVerifier([NEW_PUBLIC]).verify(TicketSigner(NEW_PRIVATE).sign(TICKET)) == TICKET


def test_while_keys_rotate_tickets_of_both_are_good() -> None:
    """The hub learns the new key before the core uses it."""
    verifier = TicketVerifier([OLD_PUBLIC, NEW_PUBLIC])
    assert verifier.verify(TicketSigner(OLD_PRIVATE).sign(TICKET)) == TICKET
    assert verifier.verify(TicketSigner(NEW_PRIVATE).sign(TICKET)) == TICKET


def test_a_ticket_of_a_key_that_is_gone_is_bad() -> None:
    """Taking a key off the list ends its tickets."""
    with pytest.raises(BadTicket):
        TicketVerifier([NEW_PUBLIC]).verify(TicketSigner(OLD_PRIVATE).sign(TICKET))


@pytest.mark.parametrize("text", ["", ".", "a", "a.b", "é.é", "eyJ9.", "\x00.\x00", "=." + "A" * 86])
def test_what_is_no_ticket_is_bad(text: str) -> None:
    """Never another exception."""
    with pytest.raises(BadTicket):
        TicketVerifier([NEW_PUBLIC]).verify(text)


def test_no_part_of_a_ticket_can_be_changed() -> None:
    """Each character counts, the last one too, whose bits the signature does not need; and nothing may follow."""
    text = TicketSigner(NEW_PRIVATE).sign(TICKET)
    verifier = TicketVerifier([NEW_PUBLIC])
    others = [
        text[:place] + letter + text[place + 1 :]
        for place, old in enumerate(text)
        for letter in ("AB" if place < len(text) - 1 else "ABCDEFGHIJKLMNOP")
        if letter != old
    ]
    for changed in (*others, text + "=", text + "==", text + "A"):
        with pytest.raises(BadTicket):
            verifier.verify(changed)


def test_only_ed25519_keys_are_taken() -> None:
    """A key of another kind is refused when the process starts, not at the first ticket."""
    other = generate_private_key(SECP256R1())
    with pytest.raises(TypeError):
        TicketSigner(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())
    with pytest.raises(TypeError):
        TicketVerifier([other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()])
