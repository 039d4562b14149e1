"""When two rows are one paper."""

import pytest

from cms.letters.papers.sameness import domain_of, paper_keys


@pytest.mark.parametrize(
    "address",
    [
        "http://www.courier.example/",
        "https://courier.example",
        "courier.example/news/letters?x=1#top",
        "HTTPS://WWW.Courier.Example:8080/",
        "https://courier.example./",
    ],
)
def test_all_spellings_of_a_website_are_one_domain(address):
    assert domain_of(address) == "courier.example"


def test_a_domain_with_accents_and_its_punycode_are_one():
    assert domain_of("https://www.periódico.example/") == domain_of("http://xn--peridico-y3a.example") != ""


@pytest.mark.parametrize("address", ["http://", "https://localhost/", "http://[::1", f"https://{'a' * 70}.example/"])
def test_what_has_no_domain_is_refused(address):
    with pytest.raises(ValueError, match=r"domain|IPv6|label|idna"):
        domain_of(address)


def keys(name="Homer News", city="Homer", state="AK", county="Kenai Peninsula Borough", domain="homernews.example"):
    return set(paper_keys(name=name, city=city, state=state, county=county, domain=domain))


def test_one_website_in_one_county_is_one_paper_whatever_its_name():
    assert keys() & keys(name="Homer Dispatch", city="Seldovia", county="Kenai Peninsula")


def test_one_website_of_many_towns_is_many_papers():
    assert not keys() & keys(name="Juneau News", city="Juneau", county="Juneau Borough")
    assert not keys() & keys(state="AL")


def test_one_name_in_one_town_is_one_paper_whatever_its_website():
    assert keys() & keys(name="The Homer News Newspaper", domain="homer.example")
    assert keys() & keys(domain="")


def test_a_site_of_many_papers_says_nothing():
    assert not keys(domain="facebook.com") & keys(name="Homer Tribune", domain="facebook.com")
