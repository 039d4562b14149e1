"""Contacts in a file: a permission of its own for the safety lead, and a record of each file."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cms.core.clock
from cms.users.roles import SAFETY_LEAD, grant


def let_the_safety_lead(apps: Any, schema_editor: Any) -> None:
    grant(apps, SAFETY_LEAD, "stories", "submission", ["export_contacts"])


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0013_queue"),
        ("users", "0002_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="submission",
            options={
                "default_permissions": (),
                "permissions": [
                    ("moderate_submission", "Can read and decide on submissions"),
                    ("reveal_contact", "Can reveal how to reach a storyteller"),
                    ("export_contacts", "Can take contacts out in a file"),
                    ("audit_submission", "Can see who did and saw what"),
                ],
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
            },
        ),
        migrations.AlterField(
            model_name="accesslog",
            name="kind",
            field=models.CharField(
                choices=[
                    ("story", "Read the story"),
                    ("photo", "Looked at a photo"),
                    ("contact", "Revealed the contact"),
                    ("export", "Took the contact out in a file"),
                    ("own_data", "Downloaded by the storyteller"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.CreateModel(
            name="ContactExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "People who allow us to contact them"),
                            ("press", "Of these, only who also allows the press"),
                        ],
                        max_length=20,
                        verbose_name="whose",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("news", "To tell them what came of their stories"),
                            ("meeting", "To invite them to a meeting or a hearing"),
                            ("reporters", "To ask whether they would talk to a reporter"),
                            ("warning", "To warn them"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number of stories")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=cms.core.clock.now, editable=False, verbose_name="time"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "contacts in a file",
                "verbose_name_plural": "contacts in files",
                "ordering": ("created_at", "pk"),
                "default_permissions": (),
            },
        ),
        migrations.RunPython(let_the_safety_lead, migrations.RunPython.noop),
    ]
