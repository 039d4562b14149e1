"""The rulebook checks itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.core.clock import today
from cms.letters.models import Coverage, Newspaper
from tests.factories.letters import confirmed, paper

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"channel": "email", "letters_email": ""}, "letters_email"),
        ({"channel": "form"}, "letters_url"),
        ({"channel": "post"}, "postal_address"),
        ({"letters_email": "not an address"}, "letters_email"),
        ({"source_url": ""}, "source_url"),
        ({"op_ed_email": "op@paper.example"}, "op_ed_limit"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"state": "Texas"}, "state"),
        ({"word_limit": 5}, "word_limit"),
        ({"cap_per_day": 0}, "cap_per_day"),
        ({"printing_days": "89"}, "printing_days"),
        ({"county_fips": "48"}, "county_fips"),
    ],
)
def test_a_rulebook_with_a_gap_is_refused_at_its_field(values, field):
    one = paper()
    for name, value in values.items():
        setattr(one, name, value)
    with pytest.raises(ValidationError) as caught:
        one.full_clean()
    assert field in caught.value.message_dict


def test_a_good_rulebook_passes():
    paper().full_clean()


def test_rules_grow_old_after_180_days():
    assert not paper(verified_on=today() - timedelta(days=180)).is_stale
    assert paper(verified_on=today() - timedelta(days=181)).is_stale
    assert not paper(verified_on=None).is_stale


def test_a_covered_area_names_a_county_or_a_zip():
    one = paper()
    with pytest.raises(ValidationError):
        Coverage(newspaper=one, state="TX").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Coverage.objects.create(newspaper=one, state="TX")


def test_a_form_fills_in_the_county_key():
    area = Coverage(newspaper=paper(), state="TX", county="Cameron County")
    area.full_clean()
    assert area.county_key == "cameron"


def test_a_paper_with_letters_cannot_be_deleted():
    newspaper = confirmed().newspaper
    with pytest.raises(IntegrityError), transaction.atomic():
        Newspaper.objects.filter(pk=newspaper.pk).delete()


def test_its_name_is_public_and_its_mailbox_is_not_in_it():
    one = paper(name="Valley Star")
    assert str(one) == "Valley Star (McAllen, TX)"


@pytest.mark.parametrize(
    ("days", "names"), [("", []), ("3", ["Wednesday"]), ("75", ["Friday", "Sunday"]), ("12345", []), ("1234567", [])]
)
def test_days_of_print_are_named_where_they_are_few(days, names):
    assert Newspaper(printing_days=days).printing_day_names == names
