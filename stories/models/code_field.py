"""The name by which people speak of a submission, kept in a column so that it can be searched for."""

from typing import Any

from django.db import models

from stories.models.records import short_code


class CodeField(models.CharField):
    """Four letters and digits that follow from the row's own id ("7F3K"). Written with the row, never by hand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 4, "editable": False, "db_index": True, "default": "", **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        code = short_code(model_instance.pk)
        setattr(model_instance, self.attname, code)
        return code
