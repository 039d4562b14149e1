import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cms.core.clock
import cms.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("officials", "0006_bridge_call"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField(db_index=True, verbose_name="time")),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="people",
                    ),
                ),
                ("name", cms.core.fields.EncryptedTextField(blank=True, verbose_name="name")),
                ("email", cms.core.fields.EncryptedTextField(blank=True, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Spanish")],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("cancelled", "called off"),
                            ("reported", "reported"),
                            ("closed", "over, without a report"),
                        ],
                        db_index=True,
                        default="planned",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("staff_email", models.EmailField(blank=True, editable=False, max_length=254)),
                (
                    "is_suspect",
                    models.BooleanField(default=False, editable=False, verbose_name="may come from a robot"),
                ),
                ("token", cms.core.fields.EncryptedTextField(blank=True, editable=False)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("submission_key", models.CharField(editable=False, max_length=64, unique=True)),
                ("met_whom", cms.core.fields.EncryptedTextField(blank=True, verbose_name="whom they met")),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spoken_out", "has spoken out"),
                            ("silent", "has said nothing"),
                            ("in_favor", "is in favor"),
                            ("against", "is against"),
                        ],
                        max_length=12,
                        verbose_name="position they heard",
                    ),
                ),
                ("promise", cms.core.fields.EncryptedTextField(blank=True, verbose_name="what was promised")),
                ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="follow up by")),
                ("reported_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reported")),
                ("agreed", models.BooleanField(blank=True, editable=False, null=True, verbose_name="agreed")),
                ("reviewed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reviewed")),
                (
                    "created_at",
                    models.DateTimeField(default=cms.core.clock.now, editable=False, verbose_name="planned on"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="called off"),
                ),
                ("erased_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="officials.districtoffice",
                        verbose_name="district office",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="campaign",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="action",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
                "verbose_name_plural": "visits",
                "ordering": ["-starts_at", "-created_at"],
                "permissions": [
                    ("read_visitor", "Can read the names and e-mail addresses of visitors"),
                    ("review_visit", "Can read reports of visits and agree to them"),
                ],
                "indexes": [models.Index(fields=["branch", "starts_at"], name="visit_slot")],
            },
        ),
    ]
