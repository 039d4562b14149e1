"""Rows with encrypted texts, where one that no key opens must not hide the others."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from cms.core.crypto import CannotDecrypt

M = TypeVar("M", bound=Model)


def open_each(rows: QuerySet[M]) -> dict[Any, M]:
    """The rows that can be opened, by their keys and in their order; the others are left out.

    One query; where one cannot be opened, one more for each row.
    """
    try:
        return {row.pk: row for row in rows}
    except CannotDecrypt:
        pass
    found: dict[Any, M] = {}
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            found |= {row.pk: row for row in rows.filter(pk=pk)}
        except CannotDecrypt:
            continue
    return found
