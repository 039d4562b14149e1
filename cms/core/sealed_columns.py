"""The encrypted columns of all models, as ciphertext: read without opening it, changed only where nobody else has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast

from cms.core.fields import EncryptedTextField


class Sealed(NamedTuple):
    """One ciphertext and whose it is."""

    pk: Any
    token: bytes


class Change(NamedTuple):
    """One ciphertext, and the one that takes its place."""

    pk: Any
    old: bytes
    new: bytes


@dataclass(frozen=True)
class SealedColumn:
    """One encrypted field of one model. Reads and writes go past the model: no signal, date or version sees them."""

    model: type[models.Model]
    field: str

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def batches(self, size: int) -> Iterator[list[Sealed]]:
        """Everything that is not empty, in the order of the keys, `size` rows at a time."""
        rows = self._rows().filter(raw__gt="").order_by("pk").values_list("pk", "raw")
        found = list(rows[:size])
        while found:
            yield [Sealed(pk, raw.encode()) for pk, raw in found]
            found = list(rows.filter(pk__gt=found[-1][0])[:size])

    def replace(self, changes: Sequence[Change]) -> int:
        """Write all in one transaction; a row that was changed or erased since it was read is left alone."""
        with transaction.atomic():
            return sum(map(self._replace_one, changes))

    def _replace_one(self, change: Change) -> int:
        unchanged = self._rows().filter(pk=change.pk, raw=change.old.decode())
        return unchanged.update(**{self.field: Value(change.new.decode(), output_field=models.TextField())})

    def _rows(self) -> models.QuerySet[Any]:
        # A plain query set: a manager may leave rows out, and some refuse updates.
        return models.QuerySet(self.model).annotate(raw=Cast(F(self.field), models.TextField()))


def sealed_columns() -> list[SealedColumn]:
    """Every `EncryptedTextField` of every installed model, so that new apps are covered as they come."""
    return [
        SealedColumn(model, field.name)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField)
    ]
