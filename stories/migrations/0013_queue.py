"""Codes to search for, and indexes for the parts of the queue."""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import stories.models.code_field
from stories.models.records import short_code


def fill_codes(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("stories", "Submission").objects
    for pk in list(rows.values_list("pk", flat=True)):
        rows.filter(pk=pk).update(code=short_code(pk))


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0012_one_draft_for_each_form"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="code",
            field=stories.models.code_field.CodeField(
                db_index=True, default="", editable=False, max_length=4, verbose_name="code"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=Q(is_from_storyteller=True, read_at=None), fields=["submission"], name="stories_unread"
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["claimed_until"], name="stories_claimed"),
        ),
        migrations.RunPython(fill_codes, migrations.RunPython.noop),
    ]
