"""Security as a visitor's browser and an intruder meet it: headers, cookies, and who may open what in the admin."""

import re
import uuid
from collections.abc import Iterator

import pytest
from csp.utils import build_policy
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RegexPattern, URLPattern, URLResolver
from pytest_django import Settings
from pytest_django.asserts import assertRedirects
from wagtail.models import Site

from cms.users import roles
from tests.factories.site import logged_in, starter_site

__all__ = ["starter_site"]

PUBLIC_POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "manifest-src": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'self'"},
}
ADMIN_EXTRAS = {
    "style-src": {"'unsafe-inline'"},
    "img-src": {"blob:"},
    "frame-src": {"'self'"},
    "worker-src": {"'self'"},
}
PUBLIC_PAGES = [
    "/en/",
    "/es/",
    "/en/act/",
    "/en/nothing/here/",
    "/en/stories/share/",
    "/en/stories/receipt/",
    "/en/corrections/thanks/",
    "/healthz",
]
SAMPLES = {"int": "999999", "uuid": str(uuid.UUID(int=1)), "str": "x", "slug": "x", "path": "x"}
# Open to everybody on purpose: getting in, and texts and icons that hold nothing private.
OPEN_TO_ALL = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/localize/jsi18n/", "/admin/sprite/"}
# Two pages of Wagtail that exist to show what an error looks like.
ERRORS_ON_PURPOSE = {"/admin/failwhale/", "/admin/test404/"}

ALL = set(roles.ROLES)
WHO_MAY_OPEN = {
    "/admin/": ALL,
    "/admin/stories/": {roles.MODERATORS, roles.SAFETY_LEAD, roles.CONTACT_TEAM},
    "/admin/stories/log/": {roles.SAFETY_LEAD, roles.AUDITORS},
    "/admin/letters/": {roles.LETTERS_DESK, roles.AUDITORS},
    "/admin/letters/answers/": {roles.LETTERS_DESK, roles.AUDITORS},
    "/admin/corrections/": {roles.EDITORS, roles.DIRECTORY_KEEPERS, roles.AUDITORS},
    "/admin/reports/data-health/": {roles.EDITORS, roles.DIRECTORY_KEEPERS, roles.AUDITORS},
    "/admin/outbox/": {roles.LETTERS_DESK, roles.SAFETY_LEAD, roles.AUDITORS},
    "/admin/snippets/letters/newspaper/": {roles.LETTERS_DESK, roles.AUDITORS},
    "/admin/snippets/letters/newspaper/add/": {roles.LETTERS_DESK},
    "/admin/snippets/directory/organization/": {roles.DIRECTORY_KEEPERS, roles.EDITORS},
    "/admin/snippets/directory/organization/add/": {roles.DIRECTORY_KEEPERS, roles.EDITORS},
    "/admin/stories/translations/": {roles.MODERATORS, roles.SAFETY_LEAD, roles.TRANSLATORS},
    "/admin/snippets/stories/story/": {roles.SAFETY_LEAD, roles.EDITORS},
    "/admin/snippets/stories/topic/": {roles.EDITORS},
    "/admin/images/": {roles.EDITORS, roles.DIRECTORY_KEEPERS},
    "/admin/images/add/": {roles.EDITORS, roles.DIRECTORY_KEEPERS},
    "/admin/documents/": {roles.EDITORS, roles.DIRECTORY_KEEPERS},
    "/admin/reports/calls/": {roles.EDITORS, roles.AUDITORS},
    "/admin/reports/visits/": {roles.EDITORS, roles.CONTACT_TEAM, roles.AUDITORS},
    "/admin/visits/": {roles.EDITORS, roles.CONTACT_TEAM, roles.AUDITORS},
    "/admin/settings/core/sitesettings/": {roles.EDITORS},
    "/admin/users/": set(),
    "/admin/groups/": set(),
    "/admin/sites/": set(),
    "/admin/locales/": set(),
    "/admin/redirects/": set(),
    "/admin/workflows/list/": set(),
    "/admin/collections/": set(),
    "/admin/forms/": {roles.EDITORS, roles.TRANSLATORS},
}


def policy_of(response: object) -> dict[str, set[str]]:
    """The response's content policy: each directive with its sources."""
    header = response.headers["Content-Security-Policy"]  # type: ignore[attr-defined]
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def admin_addresses() -> Iterator[str]:
    """Every address below /admin/ that the resolver knows, parameters filled with samples."""
    for route in routes(get_resolver(), ""):
        if route.startswith("admin/") and "(" not in route and ".*" not in route:
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), route)
            yield "/" + re.sub(r"[\^$]|\\Z", "", filled)


def routes(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = prefix + (one.pattern.regex.pattern if isinstance(one.pattern, RegexPattern) else str(one.pattern))
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from routes(one, route)


def can_open(client: Client, path: str) -> bool:
    """Wagtail sends whoever may not to its front page; some views redirect to a more exact address below."""
    response = client.get(path, follow=True)
    return response.status_code == 200 and response.request["PATH_INFO"].startswith(path)


ADDRESSES = sorted(set(admin_addresses()) - ERRORS_ON_PURPOSE)
PLAIN_ADDRESSES = [path for path in ADDRESSES if not re.search(r"/(999999|x|0{8}-)", path)]


@pytest.mark.usefixtures("starter_site")
@pytest.mark.django_db
class TestPublicPages:
    @pytest.mark.parametrize("path", PUBLIC_PAGES)
    def test_the_policy_is_exactly_this_one(self, client: Client, path: str) -> None:
        assert policy_of(client.get(path)) == PUBLIC_POLICY

    @pytest.mark.parametrize("path", PUBLIC_PAGES)
    def test_reading_sets_no_cookie(self, client: Client, path: str) -> None:
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")

    @pytest.mark.parametrize("path", PUBLIC_PAGES)
    def test_browsers_neither_guess_types_nor_tell_where_somebody_was(self, client: Client, path: str) -> None:
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"

    @pytest.mark.parametrize("path", ["/en/", "/en/stories/share/"])
    def test_nothing_inline_is_in_the_page(self, client: Client, path: str) -> None:
        html = client.get(path).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
        assert all("src=" in tag or "application/" in tag for tag in re.findall(r"<script[^>]*>", html))

    @pytest.mark.parametrize("path", ["/en/stories/share/", "/en/stories/receipt/"])
    def test_private_forms_are_kept_by_no_cache(self, client: Client, path: str) -> None:
        assert "no-store" in client.get(path).headers["Cache-Control"]

    def test_another_site_cannot_send_a_form_that_acts_for_somebody(self) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post("/admin/login/", {"username": "admin", "password": "x"})
        assert response.status_code == 403

    def test_a_foreign_host_name_is_refused(self, client: Client, settings: Settings) -> None:
        settings.ALLOWED_HOSTS = ["example.org"]
        assert client.get("/healthz", HTTP_HOST="evil.example").status_code == 400
        assert client.get("/en/", HTTP_HOST="evil.example").status_code == 400


class TestProductionSettings:
    """The settings themselves; tests/core/test_settings.py starts them for real."""

    source = (settings.BASE_DIR / "cms" / "settings" / "production.py").read_text()

    @pytest.mark.parametrize(
        "line",
        [
            "SESSION_COOKIE_SECURE = True",
            "CSRF_COOKIE_SECURE = True",
            'SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)',
            "default=60 * 60 * 24 * 365",
        ],
    )
    def test_cookies_and_pages_travel_encrypted(self, line: str) -> None:
        assert line in self.source

    def test_sessions_are_out_of_reach_for_scripts(self) -> None:
        assert settings.SESSION_COOKIE_HTTPONLY
        assert settings.SESSION_COOKIE_SAMESITE == "Lax"

    def test_the_policy_in_the_settings_is_the_one_on_the_wire(self) -> None:
        assert "unsafe" not in build_policy(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])[0]

    def test_nothing_of_wagtail_calls_out(self) -> None:
        assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
        assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
        assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False


@pytest.mark.django_db
class TestAdminWithoutAnAccount:
    @pytest.mark.parametrize("path", ADDRESSES)
    def test_every_address_asks_to_log_in(self, client: Client, path: str) -> None:
        response = client.get(path)
        if path in OPEN_TO_ALL or "/password_reset/" in path:
            assert response.status_code < 400
        elif response.status_code == 302:
            assert response.headers["Location"].startswith("/admin/login/")
        else:
            assert response.status_code in {401, 403, 404, 405}

    def test_the_crawl_sees_the_whole_admin(self) -> None:
        assert len(ADDRESSES) > 250
        assert "/admin/stories/" in ADDRESSES
        assert "/admin/outbox/" in ADDRESSES

    def test_the_policy_of_the_admin(self, client: Client) -> None:
        wanted = {
            name: PUBLIC_POLICY.get(name, set()) | ADMIN_EXTRAS.get(name, set())
            for name in PUBLIC_POLICY | ADMIN_EXTRAS
        }
        policy = policy_of(client.get("/admin/login/"))
        assert policy == wanted
        assert "'unsafe-inline'" not in policy["script-src"]

    def test_the_admin_is_kept_by_no_cache(self, client: Client) -> None:
        assert "no-store" in client.get("/admin/login/").headers["Cache-Control"]


@pytest.mark.usefixtures("starter_site")
@pytest.mark.django_db
class TestAdminByRole:
    # wagtail-localize's report does not order its rows.
    @pytest.mark.filterwarnings("ignore:.*wagtail_localize.models.Translation")
    @pytest.mark.parametrize("role", [*roles.ROLES, None])
    def test_no_address_fails_and_none_is_half_open(self, role: str | None) -> None:
        client = logged_in(role)
        client.raise_request_exception = False
        answers = {path: client.get(path).status_code for path in PLAIN_ADDRESSES}
        assert {path: code for path, code in answers.items() if code not in {200, 302, 403, 404, 405}} == {}

    @pytest.mark.parametrize("role", roles.ROLES)
    def test_each_role_opens_what_its_work_needs_and_nothing_else(self, role: str) -> None:
        client = logged_in(role)
        opened = {path for path in WHO_MAY_OPEN if can_open(client, path)}
        assert opened == {path for path, who in WHO_MAY_OPEN.items() if role in who}

    def test_moderators_cannot_touch_pages(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page_id
        new_page = f"/admin/pages/add/home/contentpage/{home}/"
        assert logged_in(roles.EDITORS).get(new_page).status_code == 200
        client = logged_in(roles.MODERATORS)
        assertRedirects(client.get(new_page), "/admin/")
        assert "add a child page" not in client.get("/admin/pages/").content.decode().lower()

    def test_somebody_without_a_role_stays_outside(self, django_user_model: type) -> None:
        user = django_user_model.objects.create_user("visitor", "v@example.org", "x")  # type: ignore[attr-defined]
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assertRedirects(client.get("/admin/"), "/admin/login/?next=/admin/", fetch_redirect_response=False)
