"""Editors and auditors see how calls went; nobody changes what callers told."""

from typing import Any

from django.db import migrations

from cms.users.roles import AUDITORS, EDITORS, grant


def give_permissions(apps: Any, schema_editor: Any) -> None:
    for role in (EDITORS, AUDITORS):
        grant(apps, role, "officials", "callreport", ["view_callreport"])


class Migration(migrations.Migration):
    dependencies = [("officials", "0004_call_reports"), ("users", "0002_roles")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
