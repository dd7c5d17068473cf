"""How a report becomes a file that a spreadsheet opens and never executes (R273)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import BinaryIO
from uuid import UUID

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

KEPT_FOR = timedelta(days=7)
"""Then the file is deleted; it can be asked for again."""

BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TEXT = 32_767
"""Of a cell in a spreadsheet."""


class ExportFormat(StrEnum):
    """CSV opens everywhere, XLSX keeps numbers and dates as what they are."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        """As the download's header names it."""
        if self is ExportFormat.CSV:
            return "text/csv; charset=utf-8"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportStatus(StrEnum):
    """EXPIRED: there was a file, it is deleted."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


Value = str | int | float | bool | date | datetime | UUID | None


def headings(row: type) -> list[str]:
    """`tutor_name` becomes `Tutor name`."""
    return [each.name.replace("_", " ").capitalize() for each in fields(row)]


def values_of(row: object) -> list[Value]:
    """In the order of the headings."""
    return [getattr(row, each.name) for each in fields(row)]  # type: ignore[arg-type]  # a dataclass's instance


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it (CSV knows no types)."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """RFC 4180 with a byte order mark, line by line: Excel then reads it as UTF-8."""
    beside = io.StringIO(newline="")
    writer = csv.writer(beside, lineterminator="\r\n")
    beside.write(BYTE_ORDER_MARK)
    writer.writerow([harmless(each) for each in heads])
    for row in rows:
        writer.writerow([_csv_value(each) for each in row])
        if beside.tell() > _PIECE:
            yield _taken(beside)
    yield _taken(beside)


_PIECE = 64 * 1024


def _taken(beside: io.StringIO) -> bytes:
    piece = beside.getvalue().encode()
    beside.seek(0)
    beside.truncate()
    return piece


def _csv_value(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()
        case int() | float():
            return f"{value}"
        case _:
            return harmless(str(value))


def write_xlsx(out: BinaryIO, title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """A workbook of one sheet, written row by row to a temporary file and then to `out`."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    assert isinstance(sheet, WriteOnlyWorksheet), "a workbook that is only written has such sheets"
    sheet.append([_cell(sheet, each) for each in heads])
    for row in rows:
        sheet.append([_cell(sheet, each) for each in row])
    book.save(out)


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    """Texts are marked as texts, so that none is ever a formula; times lose their zone, which cells cannot hold."""
    match value:
        case bool() | int() | float() | None:
            return WriteOnlyCell(sheet, value)
        case datetime():
            return WriteOnlyCell(sheet, value.replace(tzinfo=None))
        case date():
            return WriteOnlyCell(sheet, datetime.combine(value, time()))
        case _:
            cell = WriteOnlyCell(sheet, _printable(str(value)))
            cell.data_type = "s"
            return cell


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold, and not longer than a cell."""
    return openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]
