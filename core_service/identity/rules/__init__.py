"""How long a login holds, what a password must be, and which screen a child's age gives (R065, R300)."""

import hashlib
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

from core_service.centres.rules import USUAL, CentreSettings

LOGIN_HOLDS_FOR = timedelta(days=30)
INVITATION_HOLDS_FOR = timedelta(days=14)
RESET_HOLDS_FOR = timedelta(hours=1)
TABLET_LOGIN_HOLDS_FOR = timedelta(hours=12)
API_TOKEN_HOLDS_FOR = timedelta(days=90)
API_TOKEN_HOLDS_AT_MOST = timedelta(days=366)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200

FAILURES_ALLOWED = 10
"""Failed sign-ins per account, and ten times as many per address, within the window."""

FAILURE_WINDOW = timedelta(minutes=15)

USE_NOTED_EVERY = timedelta(seconds=30)
"""So rarely it is written down that a tablet's login, or an API token, is in use."""

API_TOKEN_PREFIX = "alt_"
"""What tells an API token from a login's, for programs that look for lost secrets too."""

FORMER_MEMBER = "A former member"
"""How whoever is forgotten, or not visible any more, is called."""

_CLASS_1_BEGINS_AT = 5


class AgeTier(StrEnum):
    """Which screen a child gets (R065, R137)."""

    EARLY = "EARLY"
    JUNIOR = "JUNIOR"
    SENIOR = "SENIOR"


def age_tier(
    override: AgeTier | None,
    date_of_birth: date | None,
    school_grade: int | None,
    today: date,
    settings: CentreSettings = USUAL,
) -> AgeTier:
    """The override if there is one, else by age (from the school class where no birthday is known)."""
    if override is not None:
        return override
    if date_of_birth is not None:
        age = today.year - date_of_birth.year - ((today.month, today.day) < (date_of_birth.month, date_of_birth.day))
    elif school_grade is not None:
        age = school_grade + _CLASS_1_BEGINS_AT
    else:
        return AgeTier.SENIOR
    if age < settings.early_below_age:
        return AgeTier.EARLY
    return AgeTier.JUNIOR if age < settings.junior_below_age else AgeTier.SENIOR


def token_hash(token: str) -> bytes:
    """What the database keeps of a token: it is random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def normal_email(text: str) -> str:
    """E-mail addresses are compared without regard to case and outer spaces; ß is not ss, as in domains."""
    return unicodedata.normalize("NFC", text.strip()).lower()
