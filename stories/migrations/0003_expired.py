"""The record of a story that was erased because its time was over."""

from django.db import migrations, models

KINDS = [
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
]


class Migration(migrations.Migration):
    dependencies = [("stories", "0002_roles")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="what"),
        ),
    ]
