"""Cells of tables that people open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse


def as_cell(value: Any) -> str:
    """No spreadsheet takes a name for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    """A table in which every cell is safe to open."""
    file = io.StringIO()
    csv.writer(file).writerows([as_cell(cell) for cell in row] for row in rows)
    return file.getvalue()


def csv_response(text: str, name: str) -> HttpResponse:
    """A download that no cache keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
