"""What no domain owns and yet is about a person."""

from core_service.foundation.models import IdempotencyKey
from core_service.foundation.personal import Fate, PersonalRows, nothing

PERSONAL = (
    PersonalRows(
        model=IdempotencyKey,
        label="Answers kept for repeated requests",
        subject=("user_id",),
        fate=Fate.DELETED,
        secret=("body_hash", "response"),
        for_family=nothing,
        is_of_person=True,
    ),
)
