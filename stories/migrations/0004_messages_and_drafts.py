"""Messages both ways, and stories that were put aside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cms.core.clock
import cms.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0003_expired"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("answers", cms.core.fields.EncryptedTextField(verbose_name="answers")),
                ("receipt_lookup", models.CharField(db_index=True, editable=False, max_length=6)),
                ("receipt_hash", models.CharField(editable=False, max_length=200)),
                ("saved_at", models.DateTimeField(default=cms.core.clock.now, editable=False, verbose_name="saved")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="erased after")),
            ],
            options={
                "verbose_name": "unfinished story",
                "verbose_name_plural": "unfinished stories",
                "default_permissions": (),
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
                    ("own_data", "Downloaded by the storyteller"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sent", "Sent by the storyteller"),
                    ("claimed", "Claimed"),
                    ("released", "Released"),
                    ("edited", "Public version edited"),
                    ("approved", "Approved by a first person"),
                    ("published", "Published"),
                    ("taken_down", "Taken down"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn by the storyteller"),
                    ("erased", "Erased by the storyteller"),
                    ("expired", "Erased at the end of its time"),
                    ("asked", "Message to the storyteller"),
                    ("answered", "Message from the storyteller"),
                    ("changed", "Text changed by the storyteller"),
                    ("permissions", "Permissions changed by the storyteller"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_from_storyteller", models.BooleanField(editable=False, verbose_name="from the storyteller")),
                ("text", cms.core.fields.EncryptedTextField(verbose_name="message")),
                ("message_key", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=cms.core.clock.now, editable=False, verbose_name="time"
                    ),
                ),
                ("read_at", models.DateTimeField(editable=False, null=True, verbose_name="read by the other side")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="stories.submission"
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
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ("created_at", "pk"),
                "default_permissions": (),
            },
        ),
    ]
