"""Somebody in the admin who follows every link, each kind of address once."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.factories.site import MODEL_BACKEND, person

# Links, actions of forms, and addresses that scripts are given: whatever stands between quotes.
ADDRESS = re.compile(r"""(?:href|action)=["']([^"']*)["']|["'](/admin/[^"'\\\s<>]*)["']""")
FORM = re.compile(r"<form\b[^>]*>")
ACTION = re.compile(r'\baction="([^"]+)"')
START = "/admin/"
# Leaving is no page, and two of Wagtail's exist to show what an error looks like.
NOT_FOLLOWED = ("/admin/logout/", "/admin/failwhale/", "/admin/test404/")
OURS = ("cms.", "stories.", "home.")
# A log-in's own rows are no change of what somebody keeps here.
WRITES = re.compile(r"(?:INSERT|UPDATE|DELETE)\b(?!.*django_session)", re.DOTALL)


def kind_of(address: str) -> str:
    """Addresses that differ only in ids and values are of one kind; a download is a kind of its own."""
    parts = urlsplit(address)
    return resolve(parts.path).route + ("?export" if "export=" in parts.query else "")


def is_ours(address: str) -> bool:
    """Whether this project's code answers, not Wagtail's."""
    view = resolve(urlsplit(address).path).func
    return getattr(view, "view_class", view).__module__.startswith(OURS)


def links_of(page: str, address: str) -> Iterator[str]:
    """Addresses of the admin on a page, without their fragment."""
    for named, quoted in ADDRESS.findall(unescape(page)):
        path, _hash, _fragment = urljoin(address, named or quoted).partition("#")
        if path.startswith(START) and not path.startswith(NOT_FOLLOWED) and _is_known(path):
            yield path


def _is_known(address: str) -> bool:
    try:
        resolve(urlsplit(address).path)
    except Resolver404:
        return False
    return True


def forms_of(page: str, address: str) -> Iterator[str]:
    """Where the forms of a page send what was filled in."""
    for form in FORM.findall(unescape(page)):
        if 'method="post"' in form.lower():
            action = ACTION.search(form)
            yield urljoin(address, action[1] if action else "")


class Crawler:
    """Somebody with one role, and whatever can be reached from their front page of the admin.

    The group without any right makes the menu whole: the shortened one of who reads only stories hides what they
    may open all the same.

    `reached` has an address of each kind that opened, `met` also of those that did not, `forms` the kinds to which a
    form was shown, `pages` what came back.
    """

    def __init__(self, role: str) -> None:
        self.user = person(role)
        self.user.groups.add(Group.objects.get_or_create(name="Without any right")[0])
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.user, backend=MODEL_BACKEND)
        self.reached: dict[str, str] = {}
        self.met: dict[str, str] = {}
        self.forms: set[str] = set()
        self.pages: dict[str, str] = {}

    def crawl(self) -> "Crawler":
        waiting = [START]
        while waiting:
            waiting += self._visit(waiting.pop(0))
        return self

    def _visit(self, address: str) -> list[str]:
        kind = kind_of(address)
        if kind in self.met:
            return []
        self.met[kind] = address
        response = self.client.get(address)
        assert response.status_code < 500, address
        if response.status_code in (301, 302):
            return list(links_of(f'href="{response.headers["Location"]}"', address))
        if response.status_code != 200:
            return []
        self.reached[kind] = address
        self.pages[address] = page = body_of(response)
        self.forms |= {kind_of(action) for action in forms_of(page, address) if action.startswith(START)}
        return list(links_of(page, address))

    def ask(self, address: str) -> tuple[int, str]:
        """Status and text of any address, whether or not something leads there."""
        with transaction.atomic():
            response = self.client.get(address)
            transaction.set_rollback(True)
        return response.status_code, body_of(response)

    def press(self, address: str, **values: Any) -> bool:
        """Send a form to any address, whether or not it was shown; returns whether that wrote anything."""
        written: list[str] = []

        def notice(execute: Any, sql: str, *arguments: Any) -> Any:
            if WRITES.match(sql):
                written.append(sql)
            return execute(sql, *arguments)

        with transaction.atomic(), connection.execute_wrapper(notice):
            response = self.client.post(address, values)
            transaction.set_rollback(True)
        assert response.status_code < 500, address
        return bool(written)


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode("utf-8", "replace"))
