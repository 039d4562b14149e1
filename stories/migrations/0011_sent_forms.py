"""Forms that were sent once are known for a while, also when their story is erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0010_notes_and_flags")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("form_hash", models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ("expires_on", models.DateField(db_index=True, verbose_name="erased after")),
            ],
            options={
                "verbose_name": "sent form",
                "verbose_name_plural": "sent forms",
                "default_permissions": (),
            },
        ),
    ]
