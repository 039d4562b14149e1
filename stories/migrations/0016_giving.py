"""A story that one moderator gives to another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0015_contact_changed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sent", "Sent by the storyteller"),
                    ("claimed", "Claimed"),
                    ("released", "Released"),
                    ("given", "Given to someone on the team"),
                    ("received", "Received from someone on the team"),
                    ("edited", "Public version edited"),
                    ("flagged", "Marked for two people"),
                    ("unflagged", "A mark for two people taken away"),
                    ("approved", "Approved by a first person"),
                    ("scheduled", "Scheduled"),
                    ("unscheduled", "Schedule stopped"),
                    ("published", "Published"),
                    ("taken_down", "Taken down"),
                    ("translated", "Translation approved"),
                    ("untranslated", "Translation taken down"),
                    ("declined", "Declined"),
                    ("undone", "Undone at once"),
                    ("withdrawn", "Withdrawn by the storyteller"),
                    ("erased", "Erased by the storyteller"),
                    ("expired", "Erased at the end of its time"),
                    ("asked", "Message to the storyteller"),
                    ("answered", "Message from the storyteller"),
                    ("changed", "Text changed by the storyteller"),
                    ("permissions", "Permissions changed by the storyteller"),
                    ("contact", "Way to reach them changed by the storyteller"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="undopoint",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sent", "Sent by the storyteller"),
                    ("claimed", "Claimed"),
                    ("released", "Released"),
                    ("given", "Given to someone on the team"),
                    ("received", "Received from someone on the team"),
                    ("edited", "Public version edited"),
                    ("flagged", "Marked for two people"),
                    ("unflagged", "A mark for two people taken away"),
                    ("approved", "Approved by a first person"),
                    ("scheduled", "Scheduled"),
                    ("unscheduled", "Schedule stopped"),
                    ("published", "Published"),
                    ("taken_down", "Taken down"),
                    ("translated", "Translation approved"),
                    ("untranslated", "Translation taken down"),
                    ("declined", "Declined"),
                    ("undone", "Undone at once"),
                    ("withdrawn", "Withdrawn by the storyteller"),
                    ("erased", "Erased by the storyteller"),
                    ("expired", "Erased at the end of its time"),
                    ("asked", "Message to the storyteller"),
                    ("answered", "Message from the storyteller"),
                    ("changed", "Text changed by the storyteller"),
                    ("permissions", "Permissions changed by the storyteller"),
                    ("contact", "Way to reach them changed by the storyteller"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
    ]
