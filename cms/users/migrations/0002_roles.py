"""The eight roles. Wagtail's own "Moderators" could publish pages; ours look after stories only."""

from typing import Any

from django.db import migrations

from cms.users.roles import DIRECTORY_KEEPERS, EDITORS, MODERATORS, ROLES, TRANSLATORS, grant

PAGE_PERMISSIONS = {
    EDITORS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    TRANSLATORS: ["add_page", "change_page"],
}


def make_roles(apps: Any, schema_editor: Any) -> None:
    for role in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=role)
    take_back_wagtail_defaults(apps)
    for role in ROLES:
        grant(apps, role, "wagtailadmin", "admin", ["access_admin"])
    give_page_permissions(apps)
    give_collection_permissions(apps)
    grant(apps, EDITORS, "core", "sitesettings", ["change_sitesettings"])
    for role in (EDITORS, TRANSLATORS):
        grant(apps, role, "wagtail_localize", "translation", ["submit_translation"])


def take_back_wagtail_defaults(apps: Any) -> None:
    """Wagtail's initial data lets its Moderators group edit and publish everything."""
    moderators = apps.get_model("auth", "Group").objects.get(name=MODERATORS)
    moderators.permissions.clear()
    for model in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", model).objects.filter(group=moderators).delete()


def give_page_permissions(apps: Any) -> None:
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for role, codenames in PAGE_PERMISSIONS.items():
        grant(apps, role, "wagtailcore", "page", [])
        for codename in codenames:
            GroupPagePermission.objects.get_or_create(
                group=apps.get_model("auth", "Group").objects.get(name=role),
                page=root,
                permission=page_permission(apps, codename),
            )


def page_permission(apps: Any, codename: str) -> Any:
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="page"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return permission


def give_collection_permissions(apps: Any) -> None:
    """Pictures and documents belong to the root collection."""
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    # Wagtail asks for permissions on its own image model even where a custom one is used.
    wanted = [("wagtailimages", "image", kind) for kind in ("add", "change", "choose")]
    wanted += [("wagtaildocs", "document", kind) for kind in ("add", "change", "choose")]
    for app_label, model, kind in wanted:
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label=app_label, model=model
        )
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{kind}_{model}", defaults={"name": f"Can {kind} {model}"}
        )
        for role in (EDITORS, DIRECTORY_KEEPERS):
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=apps.get_model("auth", "Group").objects.get(name=role), collection=root, permission=permission
            )


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0001_initial"),
        ("core", "0001_initial"),
        ("images", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0003_admin_managed"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
