"""Reviews and recommendations: scores and decisions stay for statistics, words go."""

from core_service.assessment.models import AssessmentReview, ProgressRecommendation
from core_service.foundation.personal import Fate, PersonalRows, nothing

PERSONAL = (
    PersonalRows(
        model=AssessmentReview,
        label="Reviews",
        subject=("student_id",),
        acts=("assessor_id",),
        fate=Fate.ANONYMISED,
        blank={"criteria_scores": [], "question_scores": [], "feedback": None},
    ),
    PersonalRows(
        model=ProgressRecommendation,
        label="Recommendations of levels",
        subject=("student_id",),
        acts=("proposed_by_id", "decided_by_id"),
        fate=Fate.ANONYMISED,
        blank={"words": "", "evidence": [], "decision_reason": None},
        for_family=nothing,
    ),
)
