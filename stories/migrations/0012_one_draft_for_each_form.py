"""One unfinished story for each form."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0011_sent_forms")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="form_hash",
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
    ]
