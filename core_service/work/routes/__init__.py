"""Students' work over HTTP, and the exercises that it is done with."""

from core_service.work.routes.exercises import blueprint as exercises
from core_service.work.routes.students import blueprint as students

blueprints = (students, exercises)
