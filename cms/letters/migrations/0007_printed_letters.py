from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cms.core.clock
from cms.users.roles import AUDITORS, LETTERS_DESK, grant


def give_permissions(apps: Any, schema_editor: Any) -> None:
    grant(apps, LETTERS_DESK, "letters", "printedletter", ["view_printedletter", "change_printedletter"])
    grant(apps, AUDITORS, "letters", "printedletter", ["view_printedletter"])


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0006_step_counts"),
        ("users", "0002_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="points",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="letter",
            name="reminded_printed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name="PrintedLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("headline", models.CharField(max_length=100, verbose_name="headline")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Spanish")], max_length=5, verbose_name="language"
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="where it was printed")),
                ("month", models.DateField(verbose_name="month")),
                ("is_sample", models.BooleanField(default=False, editable=False, verbose_name="sample")),
                ("created_at", models.DateTimeField(default=cms.core.clock.now, editable=False, verbose_name="agreed")),
                ("checked_at", models.DateTimeField(editable=False, null=True, verbose_name="checked")),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shown_as",
                        to="letters.letter",
                    ),
                ),
                (
                    "newspaper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="printed_letters",
                        to="letters.newspaper",
                        verbose_name="newspaper",
                    ),
                ),
            ],
            options={
                "verbose_name": "printed letter",
                "verbose_name_plural": "printed letters",
                "ordering": ["-month", "-pk"],
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
