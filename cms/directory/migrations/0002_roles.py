"""Directory keepers look after the organizations; editors may too."""

from typing import Any

from django.db import migrations

from cms.users.roles import DIRECTORY_KEEPERS, EDITORS, grant

CODENAMES = ["add_organization", "change_organization", "delete_organization", "view_organization"]


def grant_permissions(apps: Any, schema_editor: Any) -> None:
    for role in (DIRECTORY_KEEPERS, EDITORS):
        grant(apps, role, "directory", "organization", CODENAMES)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
