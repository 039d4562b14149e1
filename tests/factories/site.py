"""The starter site for tests: built once per module, rolled back after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from wagtail.models import Page, Site

from cms.actions.starter_kit import make_campaign_and_actions, make_index
from cms.core.starter_kit import make_locales, take_notes
from cms.users.models import User
from home.starter_kit import link_home, make_home, make_plain_pages

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def build_site() -> None:
    """Languages, home page, campaign, actions and plain pages: what most page tests stand on."""
    for run in (make_locales, make_home, make_index, make_campaign_and_actions, make_plain_pages, link_home):
        run()
    take_notes()


@contextmanager
def for_a_module(django_db_blocker: Any, build: Callable[[], Any]) -> Iterator[None]:
    """Rows that all tests of a module may read; each test's own changes are rolled back by pytest-django."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        Site.clear_site_root_paths_cache()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def starter_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The part of the starter kit that makes pages; add the `db` fixture to read it."""
    with for_a_module(django_db_blocker, build_site):
        yield


@pytest.fixture
def site(starter_site: None, db: None) -> Site:
    """The default site of the starter kit."""
    return Site.objects.get(is_default_site=True)


def person(role: str | None = None) -> User:
    """Somebody with one role, or with all rights where there is none."""
    user = User.objects.create_user(role or "root", "someone@example.org", "irrelevant", is_superuser=role is None)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def logged_in(role: str | None = None) -> Client:
    """A browser in which somebody with this role is logged in."""
    client = Client()
    client.force_login(person(role), backend=MODEL_BACKEND)
    return client


def page_in(code: str, slug: str) -> Any:
    """A page of the starter kit by language and slug."""
    return Page.objects.get(locale__language_code=code, slug=slug).specific
