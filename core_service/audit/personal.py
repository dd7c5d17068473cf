"""The audit holds ids, enums, numbers and times: it stays, and tells nobody's name (R285)."""

from core_service.audit.models import AuditLog
from core_service.foundation.personal import PersonalRows, nothing

PERSONAL = (PersonalRows(model=AuditLog, label="Acts on record", subject=("user_id",), for_family=nothing),)
