"""Editors and directory keepers look after offices, holders and positions; auditors see them."""

from typing import Any

from django.db import migrations

from cms.users.roles import AUDITORS, DIRECTORY_KEEPERS, EDITORS, grant

MODELS = ("office", "holder", "districtoffice", "position")


def give_permissions(apps: Any, schema_editor: Any) -> None:
    for model in MODELS:
        for role in (EDITORS, DIRECTORY_KEEPERS):
            grant(
                apps, role, "officials", model, [f"{action}_{model}" for action in ("view", "add", "change", "delete")]
            )
        grant(apps, AUDITORS, "officials", model, [f"view_{model}"])


class Migration(migrations.Migration):
    dependencies = [("officials", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
