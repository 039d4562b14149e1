"""The roles of the site: Wagtail groups, made and given their permissions by migrations."""

from typing import Any

EDITORS = "Editors"
MODERATORS = "Moderators"
CONTACT_TEAM = "Contact team"
SAFETY_LEAD = "Safety lead"
LETTERS_DESK = "Letters desk"
DIRECTORY_KEEPERS = "Directory keepers"
TRANSLATORS = "Translators"
AUDITORS = "Auditors"
ROLES = (
    EDITORS,
    MODERATORS,
    CONTACT_TEAM,
    SAFETY_LEAD,
    LETTERS_DESK,
    DIRECTORY_KEEPERS,
    TRANSLATORS,
    AUDITORS,
)


def grant(apps: Any, role: str, app_label: str, model: str, codenames: list[str]) -> None:
    """Give `role` permissions on one model, from within a migration.

    Django makes permission rows only after all migrations, so this makes the ones it needs; the
    names match what Django would have written, and custom codenames are spelled out.
    """
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
    for codename in codenames:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=codename,
            defaults={"name": f"Can {codename.replace('_', ' ')}"},
        )
        group.permissions.add(permission)
