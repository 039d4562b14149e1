"""Editors and directory keepers work through the queue; auditors see where it stands, and nobody's words."""

from typing import Any

from django.db import migrations

from cms.users.roles import AUDITORS, DIRECTORY_KEEPERS, EDITORS, grant


def give_permissions(apps: Any, schema_editor: Any) -> None:
    for role in (EDITORS, DIRECTORY_KEEPERS):
        grant(apps, role, "corrections", "correction", ["view_correction", "change_correction"])
    grant(apps, AUDITORS, "corrections", "correction", ["view_correction"])


class Migration(migrations.Migration):
    dependencies = [("corrections", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
