"""The front page of the starter kit: in place of the welcome page, at the right address, never over people's work."""

from typing import Any

import pytest
from wagtail.models import Locale, Page, Site

from cms.core.models import SiteSettings
from cms.core.starter_kit import make_locales
from cms.users.models import User
from home.models import ContentPage, HomePage
from home.starter_content import accessibility, front, privacy, safety
from home.starter_kit import link_home, make_home, make_plain_pages, match_public_url, public_address


@pytest.fixture
def locales(db: None) -> None:
    make_locales()


class TestHome:
    def test_takes_the_place_of_the_welcome_page(self, locales: None) -> None:
        assert make_home() == 4
        assert not Page.objects.filter(title__startswith="Welcome").exists()
        site = Site.objects.get()
        assert isinstance(site.root_page.specific, HomePage)
        assert site.root_page.has_translation(Locale.objects.get(language_code="es"))

    def test_a_second_run_changes_nothing(self, locales: None) -> None:
        make_home()
        assert make_home() == 0
        assert HomePage.objects.count() == 2

    def test_fills_the_settings_of_the_site(self, locales: None) -> None:
        make_home()
        settings = SiteSettings.for_site(Site.objects.get())
        assert settings.hotline == "+18554401800"
        assert settings.hashtag == "FamiliesBelongTogether"
        settings.full_clean()

    def test_keeps_settings_that_people_changed(self, locales: None) -> None:
        make_home()
        SiteSettings.objects.update(brand="Our own name")
        make_home()
        assert SiteSettings.objects.get().brand == "Our own name"

    def test_a_page_that_people_made_beside_the_welcome_page_stays(self, locales: None) -> None:
        root = Page.get_first_root_node()
        mine = root.add_child(instance=ContentPage(title="Mine", slug="mine", locale=Locale.get_default()))
        make_home()
        assert ContentPage.objects.filter(pk=mine.pk).exists()


class TestAddress:
    @pytest.mark.parametrize(
        ("url", "hostname", "port", "root"),
        [
            ("http://localhost:8123", "localhost", 8123, "http://localhost:8123"),
            ("https://example.org", "example.org", 443, "https://example.org"),
            ("http://example.org", "example.org", 80, "http://example.org"),
            ("http://127.0.0.1:8000", "127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ],
    )
    def test_is_that_of_public_url(
        self, locales: None, settings: Any, url: str, hostname: str, port: int, root: str
    ) -> None:
        settings.PUBLIC_URL = url
        assert public_address() == {"hostname": hostname, "port": port}
        make_home()
        assert Site.objects.get().root_url == root

    def test_follows_public_url_when_it_changes(self, locales: None, settings: Any) -> None:
        make_home()
        settings.PUBLIC_URL = "https://elsewhere.example"
        assert make_home() == 1
        assert make_home() == 0
        assert Site.objects.get().hostname == "elsewhere.example"

    def test_another_site_of_the_same_install_is_left_alone(self, locales: None, settings: Any) -> None:
        make_home()
        other = Site.objects.create(hostname="other.example", root_page=Site.objects.get().root_page)
        settings.PUBLIC_URL = "https://elsewhere.example"
        match_public_url(Site.objects.get(is_default_site=True))
        other.refresh_from_db()
        assert other.hostname == "other.example"


class TestLinks:
    @pytest.fixture
    def home(self, locales: None) -> HomePage:
        make_home()
        return HomePage.objects.get(locale__language_code="en")

    def add_content(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> Page:
        monkeypatch.setattr("home.starter_kit.LINKED_TYPES", {"help_page": ("home", "contentpage")})
        make_plain_pages()
        return Page.objects.get(slug="safety")

    def test_are_filled_in_both_languages_once(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
        page = self.add_content(home, monkeypatch)
        assert link_home() == 2
        assert link_home() == 0
        assert {one.help_page_id for one in HomePage.objects.all()} == {page.pk}

    def test_nothing_to_link_is_no_error(self, home: HomePage) -> None:
        assert link_home() == 0

    def test_an_emptied_chooser_stays_empty(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.add_content(home, monkeypatch)
        home.save_revision(user=User.objects.create_user("ana")).publish()
        assert link_home() == 1  # only the Spanish page, which nobody has edited
        home.refresh_from_db()
        assert home.help_page is None

    def test_an_unpublished_page_is_not_linked(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.add_content(home, monkeypatch)
        ContentPage.objects.update(live=False)
        assert link_home() == 0


class TestWords:
    @pytest.mark.parametrize("content", [front, safety, privacy, accessibility], ids=lambda one: one.__name__)
    def test_both_languages_have_the_same_fields_and_blocks(self, content: Any) -> None:
        assert set(content.ENGLISH) == set(content.SPANISH)
        assert [one["type"] for one in content.ENGLISH["body"]] == [one["type"] for one in content.SPANISH["body"]]

    def test_leave_this_site_points_to_the_safety_page_once(self, locales: None) -> None:
        make_home()
        assert make_plain_pages() == 7
        assert SiteSettings.objects.get().safety_page == Page.objects.get(slug="safety")
        assert make_plain_pages() == 0

    def test_a_safety_page_that_people_chose_stays(self, locales: None) -> None:
        make_home()
        make_plain_pages()
        chosen = Page.objects.get(slug="privacy")
        SiteSettings.objects.update(safety_page=chosen)
        assert make_plain_pages() == 0
        assert SiteSettings.objects.get().safety_page == chosen

    def test_pages_pass_their_own_validation(self, locales: None) -> None:
        make_home()
        make_plain_pages()
        for page in [*HomePage.objects.all(), *ContentPage.objects.all()]:
            page.full_clean()
            page.body.stream_block.clean(page.body)
