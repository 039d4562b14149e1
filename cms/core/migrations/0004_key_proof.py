"""A proof of the keys, written with those that this database is used with."""

from django.db import migrations, models

import cms.core.fields
from cms.core.key_proof import PROOF, index_hash


def write_proof(apps, schema_editor):
    KeyProof = apps.get_model("core", "KeyProof")
    KeyProof.objects.create(sealed=PROOF, index_hash=index_hash())


class Migration(migrations.Migration):
    dependencies = [("core", "0003_safety_page")]

    operations = [
        migrations.CreateModel(
            name="KeyProof",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("sealed", cms.core.fields.EncryptedTextField(editable=False)),
                ("index_hash", models.CharField(editable=False, max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(write_proof, migrations.RunPython.noop),
    ]
