"""Reading and writing the catalogue."""

from core_service.catalogue.routes.courses import blueprint as courses
from core_service.catalogue.routes.lessons import blueprint as lessons
from core_service.catalogue.routes.reading import blueprint as reading
from core_service.catalogue.routes.units import blueprint as units

blueprints = (reading, courses, units, lessons)
