"""Papers that may be one: the same website, or names that say the same, in one state."""

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

from django.db.models import QuerySet

from cms.letters.models import Newspaper
from cms.letters.papers.sameness import SHARED_HOSTS, known_domain, name_words
from cms.places.city_names import city_key

Pair = tuple[int, int]


def likely_duplicates(papers: QuerySet[Newspaper]) -> list[Pair]:
    """Pairs of ids, each paper of a group with the first of it: the verified, then the oldest (one query)."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    towns: dict[tuple[str, str], list[tuple[int, set[str]]]] = defaultdict(list)
    for pk, name, city, state, website in papers.order_by("-verified_on", "pk").values_list(
        "pk", "name", "city", "state", "website"
    ):
        words, domain = name_words(name), known_domain(website)
        groups[state, "name", tuple(sorted(words))].append(pk)
        if domain and domain not in SHARED_HOSTS:
            groups[state, "website", domain].append(pk)
        towns[state, city_key(city)].append((pk, set(words)))
    pairs = {(first, other): None for first, *others in groups.values() for other in others}
    pairs.update({pair: None for papers_of_town in towns.values() for pair in _contained(papers_of_town)})
    return _once(pairs)


def _contained(papers: list[tuple[int, set[str]]]) -> list[Pair]:
    """ "The Advocate" and "Baton Rouge Advocate" of one town: one name is part of the other."""
    return [
        (first, other)
        for number, (first, words) in enumerate(papers)
        for other, others in papers[number + 1 :]
        if len(words & others) == min(len(words), len(others))
    ]


def _once(pairs: Any) -> list[Pair]:
    seen: dict[frozenset[int], Pair] = {}
    for pair in pairs:
        seen.setdefault(frozenset(pair), pair)
    return list(seen.values())
