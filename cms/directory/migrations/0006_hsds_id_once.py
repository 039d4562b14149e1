"""Every organization has its own id: a change of its own, because PostgreSQL changes no table that was just written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_hsds")]

    operations = [
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.UniqueConstraint(fields=["hsds_id"], name="organization_hsds_id"),
        )
    ]
