"""Reports on the wire: what may be asked, and an answer of rows, figures and one sentence."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any  # fields of any value

import marshmallow as ma
from marshmallow import fields

from core_service.foundation.errors import FieldError, Invalid
from core_service.foundation.schemas import Boolean, Integer, Schema
from core_service.reporting.queries.report_catalogue import AnyReport
from core_service.reporting.queries.report_scope import Wanted
from core_service.reporting.schemas.centre_today import CentreInViewSchema
from core_service.reporting.schemas.from_rows import schema_of

_FILTERS: dict[str, Callable[[], fields.Field[Any]]] = {
    "since": lambda: fields.Date(load_default=None, metadata={"description": "At most a year before `until`."}),
    "until": lambda: fields.Date(load_default=None, metadata={"description": "Today, if it is left out."}),
    "student_id": lambda: fields.UUID(load_default=None),
    "course_id": lambda: fields.UUID(load_default=None),
    "tutor_id": lambda: fields.UUID(load_default=None),
    "cohort_id": lambda: fields.UUID(load_default=None),
}


class ReportSummarySchema(Schema):
    """A report that can be asked for."""

    name = fields.String(required=True)
    question = fields.String(required=True)
    filters = fields.List(fields.String(), required=True)


class ReportList(Schema):
    """All of them."""

    items = fields.List(fields.Nested(ReportSummarySchema), required=True)


@cache
def query_of(report: AnyReport) -> type[Schema]:
    """A centre, or all that one may see, and the filters that the report takes."""
    shape = {name: _FILTERS[name]() for name in report.takes}
    words = f"What {report.name} can be asked for; days are local, both included, by default the last twelve weeks."
    made: type[Schema] = type(
        f"{_class_name(report)}Query",
        (Schema,),
        {"centre_id": fields.UUID(load_default=None), **shape, "__doc__": words},
    )
    return made


def wanted_from(report: AnyReport, filters: Mapping[str, Any]) -> Wanted:
    """The filters of an export, by the rules of the report's own address. Raises Invalid below `filters`."""
    try:
        return Wanted(**query_of(report)().load(filters))
    except ma.ValidationError as error:
        messages: Any = error.normalized_messages()  # type: ignore[no-untyped-call]
        told = [FieldError(f"filters.{name}", str(found[0])) for name, found in messages.items()]
        raise Invalid("Some filters are not valid.", errors=told) from None


class ReportAnswerSchema(Schema):
    """What all reports say; `isLimited`: the caller sees only what is their own in some centre."""

    report = fields.String(required=True, attribute="report.name")
    question = fields.String(required=True, attribute="report.question")
    reading = fields.String(required=True, metadata={"description": "The chart in one sentence."})
    centres = fields.List(fields.Nested(CentreInViewSchema), required=True, attribute="scope.centres")
    since = fields.Date(required=True, attribute="scope.period.since")
    until = fields.Date(required=True, attribute="scope.period.until")
    is_limited = Boolean(required=True, attribute="scope.is_limited")
    row_count = Integer(required=True)


@cache
def answer_of(report: AnyReport) -> type[Schema]:
    """The same with the report's own rows and figures."""
    made: type[Schema] = type(
        f"{_class_name(report)}Report",
        (ReportAnswerSchema,),
        {
            "rows": fields.List(fields.Nested(schema_of(report.row)), required=True),
            "figures": fields.Nested(schema_of(report.figure), required=True),
            "__doc__": f"{report.question} At most 1,000 rows; figures and reading are about all.",
        },
    )
    return made


def _class_name(report: AnyReport) -> str:
    return "".join(part.title() for part in report.name.split("-"))
