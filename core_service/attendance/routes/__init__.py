"""Attendance over HTTP."""

from core_service.attendance.routes.absence_notices import blueprint as absence_notices
from core_service.attendance.routes.catch_ups import blueprint as catch_ups
from core_service.attendance.routes.marks import blueprint as marks
from core_service.attendance.routes.trends import blueprint as trends

blueprints = (marks, catch_ups, absence_notices, trends)
