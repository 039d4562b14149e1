"""Editors see visits and agree to reports; the contact team may write to visitors; auditors see only where they stand."""

from typing import Any

from django.db import migrations

from cms.users.roles import AUDITORS, CONTACT_TEAM, EDITORS, grant


def give_permissions(apps: Any, schema_editor: Any) -> None:
    grant(apps, EDITORS, "officials", "visit", ["view_visit", "review_visit"])
    grant(apps, CONTACT_TEAM, "officials", "visit", ["view_visit", "read_visitor"])
    grant(apps, AUDITORS, "officials", "visit", ["view_visit"])


class Migration(migrations.Migration):
    dependencies = [("officials", "0007_visits"), ("users", "0002_roles")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
