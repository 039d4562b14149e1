"""What migrations make of the roles."""

from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Task, Workflow

from cms.users.roles import EDITORS, MODERATORS, ROLES


def test_all_roles_exist_and_may_enter_the_admin(db: None) -> None:
    may_enter = Group.objects.filter(permissions__codename="access_admin").values_list("name", flat=True)
    assert set(may_enter) == set(ROLES)


def test_moderators_of_stories_have_no_rights_to_pages(db: None) -> None:
    assert not GroupPagePermission.objects.filter(group__name=MODERATORS).exists()
    assert GroupPagePermission.objects.filter(group__name=EDITORS, permission__codename="publish_page").exists()


def test_editors_publish_without_a_workflow_that_nobody_could_finish(db: None) -> None:
    assert not Workflow.objects.exists()
    assert not Task.objects.exists()
