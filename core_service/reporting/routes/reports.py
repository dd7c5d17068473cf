"""Reports for people who decide (R270 to R273): one address each, for one, several or all centres one may see."""

from typing import Any

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.foundation.schemas import camel_case
from core_service.reporting.queries.report_catalogue import REPORTS, Answer, AnyReport, answer
from core_service.reporting.queries.report_scope import Wanted, report_scope
from core_service.reporting.schemas.reports import ReportList, answer_of, query_of

blueprint = Blueprint("reports", __name__, url_prefix="/api/reports", description="Reports")


@blueprint.get("")
@requires(Permission.REPORTS_VIEW)
@blueprint.response(200, ReportList)
def reports(db: Session, actor: Actor) -> dict[str, Any]:
    """Every report, with its question and the filters that it takes."""
    return {
        "items": [
            {"name": each.name, "question": each.question, "filters": [camel_case(name) for name in each.takes]}
            for each in REPORTS.values()
        ]
    }


def _serve(report: AnyReport) -> None:
    def ask(db: Session, actor: Actor, wanted: dict[str, Any]) -> Answer[Any, Any]:
        with runtime().reading(db) as reads:
            now = runtime().clock.now()
            return answer(reads, report, report_scope(reads, actor, Permission.REPORTS_VIEW, Wanted(**wanted), now=now))

    ask.__name__ = report.name.replace("-", "_")
    ask.__doc__ = report.question
    view = blueprint.response(200, answer_of(report))(ask)
    view = blueprint.arguments(query_of(report), location="query")(view)
    blueprint.get(f"/{report.name}")(requires(Permission.REPORTS_VIEW)(view))


for _each in REPORTS.values():
    _serve(_each)
