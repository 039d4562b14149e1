"""Who may read, decide, reveal and audit."""

from typing import Any

from django.db import migrations

from cms.users.roles import AUDITORS, CONTACT_TEAM, EDITORS, MODERATORS, SAFETY_LEAD, TRANSLATORS, grant

GRANTS = {
    ("submission", MODERATORS): ["moderate_submission"],
    ("submission", SAFETY_LEAD): ["moderate_submission", "reveal_contact", "audit_submission"],
    ("submission", CONTACT_TEAM): ["reveal_contact"],
    ("submission", AUDITORS): ["audit_submission"],
    ("story", SAFETY_LEAD): ["change_story", "publish_story"],
    ("story", EDITORS): ["change_story", "publish_story"],
    ("story", TRANSLATORS): ["change_story"],
    ("topic", EDITORS): ["add_topic", "change_topic", "delete_topic"],
}


def grant_all(apps: Any, schema_editor: Any) -> None:
    for (model, role), codenames in GRANTS.items():
        grant(apps, role, "stories", model, codenames)


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_all, migrations.RunPython.noop)]
