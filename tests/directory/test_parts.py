"""Small parts: lists of codes, words in two languages, links on a card, constraints, the starter kit."""

from collections import Counter
from datetime import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.utils import translation

from cms.directory.fields import CodesField
from cms.directory.forms import FinderForm
from cms.directory.languages import SPOKEN_LANGUAGES, language_names
from cms.directory.models import Location, Organization, Phone, Schedule, Service, ServiceArea
from cms.directory.starter_content import ENTRIES
from cms.directory.starter_kit import finder_page, organizations
from cms.directory.templatetags.directory import phone_link, phone_words, text_me
from tests.factories.directory import organization, serving

pytestmark = pytest.mark.core


class TestCodesField:
    """Several codes in one column."""

    field = CodesField(codes=SPOKEN_LANGUAGES)

    @pytest.mark.parametrize("codes", [[], ["en"], ["en", "es", "quc"]])
    def test_what_goes_in_comes_out(self, db: None, codes: list[str]) -> None:
        organization("One", languages=codes)
        assert Organization.objects.get().languages == codes

    @pytest.mark.parametrize(
        ("value", "text"), [([], ""), (["en"], "|en|"), (["en", "es"], "|en|es|"), ("|en|", "|en|")]
    )
    def test_stored_so_that_a_code_can_be_found_whole(self, value: Any, text: str) -> None:
        assert self.field.get_prep_value(value) == text

    @pytest.mark.parametrize("value", [None, "", "||", []])
    def test_nothing_is_an_empty_list(self, value: Any) -> None:
        assert self.field.to_python(value) == []

    def test_unknown_codes_are_refused(self) -> None:
        with pytest.raises(ValidationError, match="xx"):
            self.field.clean(["en", "xx"], None)

    def test_more_than_fits_is_refused(self) -> None:
        codes = [(f"code{number:03}", "x") for number in range(100)]
        with pytest.raises(ValidationError):
            CodesField(codes=codes).clean([code for code, _name in codes], None)

    def test_migrations_do_not_hold_the_list_of_codes(self) -> None:
        _name, _path, _args, options = self.field.deconstruct()
        assert "codes" not in options
        assert isinstance(CodesField(**options), models.CharField)


def test_every_language_fits_into_the_column() -> None:
    codes = [code for code, _name in SPOKEN_LANGUAGES]
    assert len(set(codes)) == len(codes)
    assert Organization(languages=codes).languages == codes
    field = Organization._meta.get_field("languages")
    assert len(field.get_prep_value(codes)) <= field.max_length


def test_language_names_keep_one_order() -> None:
    assert language_names(["es", "en"]) == ["English", "Spanish"]
    assert language_names(["xx"]) == []


class TestBilingualTexts:
    """The reader's language, else the one that exists."""

    @pytest.mark.parametrize(
        ("english", "spanish", "language", "shown"),
        [
            ("Free", "Gratis", "en", "Free"),
            ("Free", "Gratis", "es", "Gratis"),
            ("Free", "", "es", "Free"),
            ("", "Gratis", "en", "Gratis"),
            ("", "", "es", ""),
        ],
    )
    def test_all_bilingual_texts(self, english: str, spanish: str, language: str, shown: str) -> None:
        rows = [
            (Organization, "description", "description"),
            (Organization, "source", "source"),
            (Phone, "description", "description"),
            (Location, "accessibility", "accessibility"),
            (Schedule, "note", "note"),
            (Service, "description", "description"),
            (Service, "eligibility", "eligibility"),
            (Service, "apply", "how_to_apply"),
            (Service, "documents", "documents"),
        ]
        with translation.override(language):
            for model, column, attribute in rows:
                row = model(**{f"{column}_en": english, f"{column}_es": spanish})
                assert getattr(row, attribute) == shown


class TestLinks:
    """Links that open the reader's phone."""

    @pytest.mark.parametrize("number", ["9565550123", "(956) 555-0123", "+1 956 555 0123", "956.555.0123"])
    def test_phone_numbers_in_any_notation(self, number: str) -> None:
        assert phone_link(number) == "tel:+19565550123"
        assert phone_words(number) == "(956) 555-0123"

    def test_a_text_message_with_what_is_known(self) -> None:
        row = Organization(name="Aldea – Justice & Co", website="")
        assert text_me(row, "") == "sms:?&body=Aldea%20%E2%80%93%20Justice%20%26%20Co"
        assert text_me(row, "9565550123").endswith("%0A%28956%29%20555-0123")


class TestConstraints:
    """The database refuses what makes no sense, whoever writes it."""

    @pytest.mark.parametrize(
        "area",
        [
            {"extent": "national", "state": "TX"},
            {"extent": "state"},
            {"extent": "state", "state": "TX", "county": "Hidalgo"},
            {"extent": "county", "state": "TX"},
            {"extent": "county", "county": "Hidalgo"},
        ],
    )
    def test_incomplete_areas(self, db: None, area: dict[str, str]) -> None:
        row = organization("One")
        with pytest.raises(IntegrityError), transaction.atomic():
            ServiceArea.objects.create(organization=row, **area)

    def test_closing_before_opening(self, db: None) -> None:
        place = Location.objects.create(organization=organization("One"), city="McAllen", state="TX")
        with pytest.raises(IntegrityError), transaction.atomic():
            Schedule.objects.create(location=place, day="MO", opens_at=time(17), closes_at=time(9))

    def test_an_address_on_this_site_is_taken_once(self, db: None) -> None:
        organization("One")
        with pytest.raises(IntegrityError), transaction.atomic():
            organization("One")


def test_areas_say_what_they_are(db: None) -> None:
    row = serving(serving(organization("One"), "NM"), "TX", "Hidalgo County")
    ServiceArea.objects.create(organization=row, extent="national")
    assert row.where == "New Mexico; Hidalgo County, TX; the whole country"


def test_an_unbound_form_wishes_for_no_place(db: None) -> None:
    wish = FinderForm().wish()
    assert (wish.place, wish.filter_count) == (None, 0)


def test_services_with_and_without_details() -> None:
    assert not Service(kind="legal").has_details
    for fields in ({"cost": "free"}, {"new_clients": "no"}, {"is_remote": True}, {"documents_es": "Pasaporte"}):
        assert Service(kind="legal", **fields).has_details


class TestStarterKit:
    """Real organizations, honestly marked; a second run changes nothing."""

    @pytest.mark.usefixtures("finder")
    def test_every_organization_once_and_never_checked(self) -> None:
        assert organizations() == len(ENTRIES) == Organization.objects.count()
        assert organizations() == 0
        assert finder_page() == 0
        assert not Organization.objects.filter(checked_on__isnull=False).exists()
        assert not Phone.objects.exists()
        assert not Location.objects.exclude(address="").exists()
        for row in Organization.objects.all():
            assert row.source_en
            assert row.source_es
            assert row.description_en != row.description_es

    @pytest.mark.usefixtures("finder")
    def test_what_an_editor_changed_stays(self) -> None:
        organizations()
        Organization.objects.filter(name="RAICES").update(description_en="Changed", is_listed=False)
        Organization.objects.filter(name="CASA").delete()
        assert organizations() == 1
        raices = Organization.objects.get(name="RAICES")
        assert (raices.description_en, raices.is_listed) == ("Changed", False)

    def test_the_list_of_the_campaign_is_complete(self) -> None:
        by_state = Counter(area[1] or area[0] for entry in ENTRIES for area in set(entry.areas) if area[0] != "county")
        assert by_state["national"] == 4
        assert by_state["WA"] == 5
        assert {"TX", "CA", "AZ", "IL", "MI", "MD", "DC", "VA", "PA", "WA"} < set(by_state)
        kinds = {kind for entry in ENTRIES for kind in entry.kinds}
        assert kinds == set(Service.Kind.values)
        assert {code for entry in ENTRIES for code in entry.languages} <= {code for code, _name in SPOKEN_LANGUAGES}
        assert all(entry.website.startswith("https://") for entry in ENTRIES if entry.website)

    @pytest.mark.usefixtures("finder")
    @pytest.mark.parametrize(
        ("address", "sentence"), [("/en/help/", "Not verified yet"), ("/es/ayuda/", "Datos de 2018, por confirmar")]
    )
    def test_mcallen_finds_its_neighbors(self, client: Client, address: str, sentence: str) -> None:
        organizations()
        html = client.get(f"{address}?zip=78501").content.decode()
        assert "La Unión del Pueblo Entero" in html
        assert "RAICES" in html
        assert "Florence" not in html
        page = client.get(f"{address}la-union-del-pueblo-entero/").content.decode()
        assert sentence in page or sentence in html
