"""E-mail addresses: which ones a letter can go to, and how mail servers read them (RFC 5321, 5890, 6531)."""

import re
from email.errors import MessageError
from email.headerregistry import Address

import idna

LONGEST_ADDRESS = 254
_LONGEST_LOCAL_PART = 64
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def mailbox(text: str) -> Address:
    """The one mailbox that `text` names. What is before the @ stays as it is, the domain is as DNS knows it.

    Raises ValueError for anything else, saying what is wrong with it.
    """
    local_part, _, domain = text.rpartition("@")
    if not local_part or not domain or not text.isprintable():
        raise ValueError("must be an e-mail address")
    if len(text) > LONGEST_ADDRESS or len(local_part.encode()) > _LONGEST_LOCAL_PART:
        raise ValueError("is too long for an e-mail address")
    known = _known_domain(domain)
    plain = f"{_FOREIGN.sub('x', local_part)}@{known}"  # other scripts stand where any letter may
    try:
        is_one = Address(addr_spec=plain).addr_spec == plain
    except (ValueError, MessageError):
        is_one = False
    if not is_one:
        raise ValueError("must be an e-mail address")
    return Address(username=local_part, domain=known)


def needs_smtputf8(address: Address) -> bool:
    """Whether only servers that speak SMTPUTF8 (RFC 6531) can carry letters to it."""
    return not address.addr_spec.isascii()


def _known_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        raise ValueError("has a domain that cannot exist") from None
