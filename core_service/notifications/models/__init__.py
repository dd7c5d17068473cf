"""The tables of what people are told."""

from core_service.notifications.models.notifications import (
    Notification as Notification,
    NotificationPreference as NotificationPreference,
)
from core_service.notifications.models.threads import (
    MessageThread as MessageThread,
    ThreadMessage as ThreadMessage,
    ThreadReading as ThreadReading,
)
