"""Centres know people only as those who closed them."""

from core_service.centres.models import CentreClosure
from core_service.foundation.personal import PersonalRows

PERSONAL = (PersonalRows(model=CentreClosure, label="Closures", acts=("created_by_id",)),)
