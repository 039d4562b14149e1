"""Tests with real commits leave the database as the migrations made it for those that follow."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Page, Site

from cms.users.roles import ROLES

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("run", [1, 2])
def test_each_begins_with_what_the_migrations_made(committed_db: None, run: int) -> None:
    assert Site.objects.filter(is_default_site=True).exists()
    assert set(ROLES) <= set(Group.objects.values_list("name", flat=True))
    assert Group.objects.get(name="Editors").permissions.exists()
    assert Page.objects.filter(depth=1).exists()
    Site.objects.all().delete()
    Permission.objects.all().delete()
    Group.objects.all().delete()
