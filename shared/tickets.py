"""Room tickets: the core signs them, the hub can only verify them, so that a hub lets nobody in on its own."""

import binascii
from collections.abc import Sequence

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from itsdangerous.encoding import base64_decode, base64_encode
from itsdangerous.exc import BadData, BadSignature
from itsdangerous.signer import Signer, SigningAlgorithm

from shared.events.values import CentreId, LoginId, RoomRole, SessionId, UserId

_NO_KEY = b"unused"  # the keys live in the algorithm; the signer insists on bytes of its own


class BadTicket(Exception):
    """Forged, damaged, or signed by a key that is not on the list."""


class RoomTicket(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Who may join which room as what; times are seconds since 1970. It joins once, before `join_by`."""

    id: str
    user_id: UserId
    login_id: LoginId
    session_id: SessionId
    centre_id: CentreId
    role: RoomRole
    join_by: int
    until: int
    name: str | None = None


class _Ed25519(SigningAlgorithm):
    """Ed25519 behind itsdangerous: one private key signs, any of the public keys verifies."""

    def __init__(self, private_key: Ed25519PrivateKey | None, public_keys: Sequence[Ed25519PublicKey]) -> None:
        self._private_key = private_key
        self._public_keys = public_keys

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """The signature; only the core holds the private key."""
        if self._private_key is None:
            raise BadSignature("no private key to sign with")
        return self._private_key.sign(value)

    def verify_signature(self, key: bytes, value: bytes, sig: bytes) -> bool:
        """Whether any known key made it; the newest comes last and is tried first."""
        return any(_is_signed_by(public_key, value, sig) for public_key in reversed(self._public_keys))


def _is_signed_by(public_key: Ed25519PublicKey, value: bytes, signature: bytes) -> bool:
    try:
        public_key.verify(signature, value)
    except InvalidSignature:
        return False
    return True


class TicketSigner:
    """The core's side."""

    def __init__(self, private_key_pem: str) -> None:
        key = load_pem_private_key(private_key_pem.encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("tickets are signed with an Ed25519 key")
        self._signer = Signer(_NO_KEY, algorithm=_Ed25519(key, [key.public_key()]), key_derivation="none")

    def sign(self, ticket: RoomTicket) -> str:
        """The ticket as text: harmless in JSON and in a header, never to be put in a URL."""
        return self._signer.sign(base64_encode(msgspec.json.encode(ticket))).decode()


class TicketVerifier:
    """The hub's side, and the core's for commands; a list of keys, so that they can be rotated."""

    def __init__(self, public_key_pems: Sequence[str]) -> None:
        keys = [_public_key(pem) for pem in public_key_pems]
        self._signer = Signer(_NO_KEY, algorithm=_Ed25519(None, keys), key_derivation="none")
        self._decoder = msgspec.json.Decoder(RoomTicket)

    def verify(self, text: str) -> RoomTicket:
        """The ticket, whatever its times say: the caller compares `join_by` and `until`. Raises BadTicket."""
        try:
            if not _is_canonical(text.rpartition(".")[2]):
                raise BadSignature("the same signature, spelled differently")
            return self._decoder.decode(base64_decode(self._signer.unsign(text)))
        except (BadData, msgspec.DecodeError, binascii.Error, UnicodeError) as problem:
            raise BadTicket("this ticket was not issued here") from problem


def _is_canonical(signature: str) -> bool:
    """Base64 leaves bits of its last letter unused, and padding may follow: only what the core wrote is a ticket."""
    return base64_encode(base64_decode(signature)).decode() == signature


def _public_key(pem: str) -> Ed25519PublicKey:
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError("tickets are verified with an Ed25519 key")
    return key
