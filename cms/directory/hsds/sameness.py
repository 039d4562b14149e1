"""When two organizations may be one: names that say the same in one state, or the same phone number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from cms.directory.hsds.lists import phone_keys
from cms.directory.models import Location, Organization, Phone, ServiceArea
from cms.places.city_names import words_of

# "Al Otro Lado, Inc." is Al Otro Lado.
EMPTY_WORDS = {"the", "inc", "incorporated", "llc", "corp", "corporation", "nfp", "el", "la", "los", "las"}
Pair = tuple[int, int]


def name_key(name: str) -> str:
    """The words of a name that tell it from others."""
    words = words_of(name)
    return " ".join([word for word in words if word not in EMPTY_WORDS] or words) or name.casefold()


def names_and_states() -> Iterator[tuple[int, str, set[str]]]:
    """(id, name key, states) of every organization, by id. Three queries."""
    states: dict[int, set[str]] = defaultdict(set)
    places = chain(
        Location.objects.values_list("organization", "state"),
        ServiceArea.objects.exclude(state="").values_list("organization", "state"),
    )
    for pk, state in places:
        states[pk].add(state)
    for pk, name in Organization.objects.order_by("pk").values_list("pk", "name").iterator():
        yield pk, name_key(name), states.get(pk, set())


def likely_duplicates(only: int | None = None) -> list[Pair]:
    """Pairs of ids, each organization with the first that it may be; those of `only` alone, if it is given."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, name, states in names_and_states():
        for state in states or {""}:
            groups[state, name].append(pk)
    for pk, number in Phone.objects.order_by("organization").values_list("organization", "number"):
        for key in phone_keys({"number": number}):
            groups["phone", key].append(pk)
    pairs = {(first, other) for first, *others in _groups(groups.values()) for other in others if other != first}
    return sorted(pair for pair in pairs if only is None or only in pair)


def _groups(groups: Iterable[list[int]]) -> Iterator[list[int]]:
    return (sorted(set(group)) for group in groups if len(group) > 1)
