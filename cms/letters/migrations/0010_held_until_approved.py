"""The database refuses a held letter on its way that nobody approved."""

from django.db import migrations, models
from django.db.models import Q

NEEDS_APPROVAL = ("queued", "sending", "deferred", "accepted", "bounced", "unknown")


class Migration(migrations.Migration):
    dependencies = [("letters", "0009_desk_claims")]

    operations = [
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=Q(needs_review=False) | ~Q(approved_hash="") | ~Q(status__in=NEEDS_APPROVAL),
                name="letter_held_until_approved",
            ),
        ),
    ]
