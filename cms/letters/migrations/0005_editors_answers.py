"""What editors tell us by the link at the end of a letter; the letters desk works with it."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cms.core.clock
from cms.users.roles import AUDITORS, LETTERS_DESK, grant


def give_permissions(apps: Any, schema_editor: Any) -> None:
    grant(apps, LETTERS_DESK, "letters", "paperanswer", ["view_paperanswer", "change_paperanswer"])
    grant(apps, AUDITORS, "letters", "paperanswer", ["view_paperanswer"])


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0004_forwarded_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("printed", "We printed it"),
                            ("not_for_us", "Not for us"),
                            ("wrong_address", "Wrong address"),
                            ("fewer", "Fewer"),
                            ("none", "None"),
                        ],
                        max_length=15,
                        verbose_name="answer",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="where it was printed")),
                ("mailbox", models.EmailField(blank=True, max_length=254, verbose_name="mailbox the editor names")),
                ("at", models.DateTimeField(default=cms.core.clock.now, editable=False, verbose_name="answered")),
                ("has_changed_paper", models.BooleanField(default=False, editable=False)),
                ("day_cap_before", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("week_cap_before", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="taken back")),
                ("settled_at", models.DateTimeField(editable=False, null=True, verbose_name="done")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="letters.letter",
                        verbose_name="letter",
                    ),
                ),
                (
                    "newspaper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="letters.newspaper",
                        verbose_name="newspaper",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "editor's answer",
                "verbose_name_plural": "editors' answers",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)), fields=("letter", "kind"), name="answer_once"
                    )
                ],
            },
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
