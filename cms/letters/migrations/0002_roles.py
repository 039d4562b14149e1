"""The letters desk keeps papers and looks after letters; auditors see where letters stand, never their words."""

from typing import Any

from django.db import migrations

from cms.users.roles import AUDITORS, LETTERS_DESK, grant


def give_permissions(apps: Any, schema_editor: Any) -> None:
    papers = [f"{action}_newspaper" for action in ("view", "add", "change", "delete")]
    areas = [f"{action}_coverage" for action in ("view", "add", "change", "delete")]
    grant(apps, LETTERS_DESK, "letters", "newspaper", papers)
    grant(apps, LETTERS_DESK, "letters", "coverage", areas)
    grant(apps, LETTERS_DESK, "letters", "letter", ["view_letter", "change_letter", "read_letter"])
    grant(apps, AUDITORS, "letters", "newspaper", ["view_newspaper"])
    grant(apps, AUDITORS, "letters", "letter", ["view_letter"])


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
