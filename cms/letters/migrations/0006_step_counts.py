"""Counts of abandoned drafts, which outlive their rows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0005_editors_answers"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StepCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True)),
                ("language", models.CharField(choices=[("en", "English"), ("es", "Spanish")], max_length=5)),
                ("state", models.CharField(blank=True, max_length=2)),
                ("is_by_hand", models.BooleanField(default=False)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("begun", "Chose a paper"),
                            ("text", "Wrote the letter"),
                            ("writer", "Gave name and address"),
                            ("agreed", "Said “I wrote this”"),
                            ("sent", "Confirmed it, or sent it themselves"),
                        ],
                        max_length=10,
                    ),
                ),
                ("times", models.PositiveIntegerField()),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "abandoned drafts",
                "verbose_name_plural": "abandoned drafts",
            },
        ),
    ]
