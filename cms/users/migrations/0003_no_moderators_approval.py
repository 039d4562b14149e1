"""Wagtail starts with a page workflow for its own "Moderators". Ours look after stories, so nobody could finish it."""

from typing import Any

from django.db import migrations


def remove_default_workflow(apps: Any, schema_editor: Any) -> None:
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__name="Moderators approval").delete()
    apps.get_model("wagtailcore", "WorkflowTask").objects.filter(workflow__name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval").delete()


class Migration(migrations.Migration):
    dependencies = [("users", "0002_roles")]

    operations = [migrations.RunPython(remove_default_workflow, migrations.RunPython.noop)]
