"""The tables of what people are told."""

from core_service.notifications.models.notifications import (
    Notification as Notification,
    NotificationPreference as NotificationPreference,
)
