"""Who may see the outbox, and who may send again or cancel."""

from typing import Any

from django.db import migrations

from cms.users.roles import AUDITORS, LETTERS_DESK, SAFETY_LEAD, grant


def give(apps: Any, schema_editor: Any) -> None:
    for role in (AUDITORS, SAFETY_LEAD):
        grant(apps, role, "outbox", "outgoingemail", ["view_outgoingemail"])
    grant(apps, LETTERS_DESK, "outbox", "outgoingemail", ["view_outgoingemail", "change_outgoingemail"])


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
