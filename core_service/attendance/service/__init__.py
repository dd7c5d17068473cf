"""Changes of attendance: marks, stays, the packages for what was missed, and notices of parents."""

from core_service.attendance.service.marking import mark_attendance as mark_attendance
from core_service.attendance.service.presence import record_presence as record_presence
