"""When two organizations may be one: names that say the same in one state, or the same phone number."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from cms.directory.hsds.lists import phone_keys
from cms.directory.models import Location, Organization, Phone, ServiceArea
from cms.places.city_names import words_of

# "Al Otro Lado, Inc." is Al Otro Lado.
EMPTY_WORDS = {"the", "inc", "incorporated", "llc", "corp", "corporation", "nfp", "el", "la", "los", "las"}
Pair = tuple[int, int]
MOST_LOOKED_AT = 200


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


def likely_duplicates() -> list[Pair]:
    """Pairs of ids, each organization with the first that it may be."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, name, states in names_and_states():
        for state in states or {""}:
            groups[state, name].append(pk)
    for pk, number in Phone.objects.order_by("organization").values_list("organization", "number"):
        for key in phone_keys({"number": number}):
            groups["phone", key].append(pk)
    return sorted({(first, other) for first, *others in map(sorted, map(set, groups.values())) for other in others})


def duplicates_of(organization: Organization) -> list[Organization]:
    """Those that may be this one. Asks for rows that look alike, not for the whole directory."""
    numbers = {key for phone in organization.phones.all() for key in phone_keys({"number": phone.number})}
    same = {
        pk
        for key in numbers
        for pk, number in Phone.objects.filter(number__endswith=key[-4:]).values_list("organization", "number")
        if key in phone_keys({"number": number})
    }
    others = Organization.objects.exclude(pk=organization.pk).complete()
    name, states = name_key(organization.name), _states_of(organization)
    longest = max(organization.name.split(), key=len, default="")
    named = others.filter(name__icontains=longest.strip(".,;:"))[:MOST_LOOKED_AT] if longest else []
    same |= {one.pk for one in named if name_key(one.name) == name and (states & _states_of(one) or not states)}
    return list(others.filter(pk__in=same))


def _states_of(organization: Organization) -> set[str]:
    places = [*organization.locations.all(), *organization.service_areas.all()]
    return {place.state for place in places if place.state}
