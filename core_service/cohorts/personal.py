"""Who was in which class, from when until when."""

from core_service.cohorts.models import ClassMembership
from core_service.foundation.personal import PersonalRows

PERSONAL = (PersonalRows(model=ClassMembership, label="Classes", subject=("student_id",)),)
