"""When two rows are one paper: the same website in the same county, or the same name in the same town."""

from urllib.parse import urlsplit

from cms.letters.models import Newspaper, county_key
from cms.places.city_names import city_key, words_of

# Sites on which many papers live; their address says nothing about which one it is.
SHARED_HOSTS = {
    "facebook.com",
    "sites.google.com",
    "smalltownpapers.com",
    "twitter.com",
    "x.com",
    "zwire.com",
}
# Where an address leads once a paper has given it up.
PARKED_HOSTS = {"afternic.com", "buydomains.com", "dan.com", "godaddy.com", "hugedomains.com", "sedo.com"}
LONGEST_DOMAIN = 120
# "Homer News Newspaper" and "The Homer News" are the Homer News.
EMPTY_WORDS = {"the", "newspaper", "newspapers"}


def domain_of(address: str) -> str:
    """The host of a web address as a paper's mark: no scheme, "www.", port or path, and in ASCII (punycode).

    Raises:
        ValueError: for an address without a host that could exist.
    """
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    domain = host.rstrip(".").encode("idna").decode("ascii").lower().removeprefix("www.")
    if address and ("." not in domain or len(domain) > LONGEST_DOMAIN):
        raise ValueError(f"{address[:60]!r} has no domain")
    return domain


def name_words(name: str) -> list[str]:
    """The words of a paper's name that tell it from others."""
    words = words_of(name)
    return [word for word in words if word not in EMPTY_WORDS] or words


def paper_keys(*, name: str, city: str, state: str, county: str, domain: str) -> list[str]:
    """What an import knows a paper by, the surest first. Two rows that share a key are one paper."""
    by_name = f"{state}|{' '.join(name_words(name))}|{city_key(city)}"
    if not domain or domain in SHARED_HOSTS:
        return [by_name]
    return [f"{state}|{domain}|{county_key(county)}", by_name]


def keys_of(paper: Newspaper) -> list[str]:
    """The keys of a paper as it is now."""
    return paper_keys(
        name=paper.name, city=paper.city, state=paper.state, county=paper.county, domain=known_domain(paper.website)
    )


def known_domain(website: str) -> str:
    """The domain of an address that somebody entered; empty where it has none."""
    try:
        return domain_of(website) if website else ""
    except ValueError:
        return ""
