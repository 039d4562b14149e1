"""An erased letter stays empty; one that was written on after its erasure is to be erased again in its time."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

ENDED = ("accepted", "failed", "bounced", "cancelled", "expired", "self_sent")


def forget_revived(apps: Any, schema_editor: Any) -> None:
    revived = apps.get_model("letters", "Letter").objects.exclude(erased_at=None)
    revived.exclude(status__in=ENDED, text="").update(erased_at=None)


class Migration(migrations.Migration):
    dependencies = [("letters", "0010_held_until_approved")]

    operations = [
        migrations.RunPython(forget_revived, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=Q(erased_at=None) | Q(text=""), name="letter_erased_stays_empty"
            ),
        ),
    ]
