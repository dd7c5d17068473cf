"""What the demo's people have set up and asked for in their accounts: files, tokens, a calendar, what they are told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission, Role
from core_service.foundation.db import DataScope, in_scope
from core_service.identity.models import ApiToken
from core_service.identity.service.api_tokens import create_token, revoke_token
from core_service.notifications.models import NotificationPreference
from core_service.notifications.rules.kinds import Channels, NotificationKind
from core_service.notifications.service.inbox import set_preferences
from core_service.privacy.models import PersonExport
from core_service.privacy.rules import ExportStatus as PersonExportStatus
from core_service.privacy.service.exports import request_export
from core_service.reporting.models import CalendarFeed, ReportExport
from core_service.reporting.queries.report_catalogue import REPORTS
from core_service.reporting.queries.report_scope import report_scope
from core_service.reporting.rules.exports import ExportFormat, ExportStatus
from core_service.reporting.schemas.reports import wanted_from
from core_service.reporting.service.calendar_feeds import make_feed
from core_service.reporting.service.exports import order_export
from seed.demo.centres import KnownCentre

_SUBSCRIBERS: Final = (Role.TEACHER, Role.PARENT)
_SUBSCRIBED_AGO = timedelta(weeks=9)
_REPORT: Final = "attendance"
_WISHES: Final[Mapping[Role, Mapping[NotificationKind, Channels]]] = {
    Role.SUPERVISOR: {NotificationKind.ATTENDANCE_UNMARKED: Channels(in_app=True, email=False)},
    Role.TEACHER: {NotificationKind.TUTOR_CHANGED: Channels(in_app=True, email=False)},
    Role.PARENT: {
        NotificationKind.CATCH_UP_DUE: Channels(in_app=True, email=True),
        NotificationKind.BADGE_EARNED: Channels(in_app=False, email=False),
    },
}


def write_office(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """What is missing of it. Needs the centre's scope. Secrets are made and told to nobody."""
    people = {role: centre.actor(centre.cast.account_of(role), role) for role in (*_SUBSCRIBERS, Role.SUPERVISOR)}
    for role in _SUBSCRIBERS:
        _subscribe(db, people[role], now=now)
    for role, wishes in _WISHES.items():
        _say_how_to_be_told(db, centre, people[role], wishes, now=now)
    _make_tokens(db, centre, people[Role.SUPERVISOR], now=now)
    _ask_for_child(db, centre, people[Role.PARENT], now=now)
    _ask_for_report(db, centre, people[Role.SUPERVISOR], now=now)


def _subscribe(db: Session, actor: Actor, *, now: datetime) -> None:
    if db.scalar(sa.select(CalendarFeed.id).where(CalendarFeed.user_id == actor.user_id)) is None:
        make_feed(db, actor, now=now - _SUBSCRIBED_AGO)


def _say_how_to_be_told(
    db: Session, centre: KnownCentre, actor: Actor, wishes: Mapping[NotificationKind, Channels], *, now: datetime
) -> None:
    """Unless they have said anything themselves."""
    said = sa.select(NotificationPreference.kind).where(NotificationPreference.user_id == actor.user_id)
    with in_scope(db, DataScope(centre.scope.centre_ids, actor.user_id)):
        if db.scalar(said.limit(1)) is None:
            set_preferences(db, actor, wanted=wishes, now=now)


def _make_tokens(db: Session, centre: KnownCentre, actor: Actor, *, now: datetime) -> None:
    """One that works, and one that was taken back; whoever wants to use one makes another."""
    if db.scalar(sa.select(ApiToken.id).where(ApiToken.centre_id == centre.id).limit(1)) is not None:
        return
    permissions = [Permission.SESSION_VIEW_STUDENTS]
    for label, made_ago, ended_ago in (
        ("Screen in the hall", timedelta(weeks=2), None),
        ("Last term's screen", timedelta(weeks=12), timedelta(weeks=3)),
    ):
        made_at = now - made_ago
        token, _ = create_token(
            db, actor, centre_id=centre.id, label=label, permissions=permissions, expires_at=None, now=made_at
        )
        if ended_ago is not None:
            revoke_token(db, actor, token_id=token.id, now=now - ended_ago)


def _ask_for_child(db: Session, centre: KnownCentre, parent: Actor, *, now: datetime) -> None:
    """All that is known of the parent's first child; the worker makes the file."""
    lasting = sa.select(PersonExport.id).where(
        PersonExport.centre_id == centre.id,
        PersonExport.requested_by_id == parent.user_id,
        PersonExport.status != PersonExportStatus.EXPIRED,
    )
    if db.scalar(lasting.limit(1)) is None:
        child = next(person.children[0] for person in centre.cast.staff if person.role is Role.PARENT)
        request_export(db, parent, person_id=centre.people[child], centre_id=centre.id, now=now)


def _ask_for_report(db: Session, centre: KnownCentre, supervisor: Actor, *, now: datetime) -> None:
    """The last weeks' attendance as a table; the worker writes the file."""
    lasting = sa.select(ReportExport.id).where(
        ReportExport.centre_id == centre.id,
        ReportExport.requested_by_id == supervisor.user_id,
        ReportExport.status != ExportStatus.EXPIRED,
    )
    if db.scalar(lasting.limit(1)) is not None:
        return
    report, filters = REPORTS[_REPORT], {"centreId": str(centre.id)}
    with in_scope(db, centre.scope):
        scope = report_scope(db, supervisor, Permission.REPORTS_EXPORT, wanted_from(report, filters), now=now)
        order_export(db, supervisor, report, scope, file_format=ExportFormat.XLSX, filters=filters, now=now)
