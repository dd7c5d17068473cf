"""Reports are about everybody: their files go at every erasure. A calendar's address is its person's."""

from core_service.foundation.personal import Fate, PersonalRows
from core_service.reporting.models import CalendarFeed, ReportExport

PERSONAL = (
    PersonalRows(model=ReportExport, label="Files of reports", acts=("requested_by_id",)),
    PersonalRows(
        model=CalendarFeed,
        label="Calendar address",
        subject=("user_id",),
        fate=Fate.DELETED,
        secret=("token_hash",),
        is_of_person=True,
    ),
)
