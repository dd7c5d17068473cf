"""The routes of assessment, one blueprint per subject."""

from core_service.assessment.routes.profiles import blueprint as profiles
from core_service.assessment.routes.recommendations import blueprint as recommendations
from core_service.assessment.routes.reviews import blueprint as reviews
from core_service.assessment.routes.rubrics import blueprint as rubrics

blueprints = (reviews, rubrics, recommendations, profiles)
