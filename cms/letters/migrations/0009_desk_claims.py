"""Who at the desk reads a letter, and what was approved; letters approved before keep their approval."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

GONE_ON = ["queued", "sending", "deferred", "accepted", "failed", "bounced", "unknown"]


def keep_approvals(apps: Any, schema_editor: Any) -> None:
    """Only an approved letter could stand there; what was approved is what its writer had confirmed."""
    confirmations = apps.get_model("letters", "Confirmation").objects.filter(letter=OuterRef("pk"))
    approved = apps.get_model("letters", "Letter").objects.filter(
        needs_review=True, status__in=GONE_ON, confirmation__isnull=False
    )
    approved.update(approved_hash=Subquery(confirmations.values("message_hash")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0008_longer_printed_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="approved_hash",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="letter",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter", name="claimed_until", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.RunPython(keep_approvals, migrations.RunPython.noop),
    ]
