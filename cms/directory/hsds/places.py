"""Offices hang at their organization, and at each service that is given there: once is enough to keep."""

from collections.abc import Iterator

from cms.directory.hsds.columns import Raw
from cms.directory.hsds.lists import entries


def own_locations(tree: Raw) -> None:
    """Make `locations` hold every office, and let the services name theirs by id."""
    places = {str(one.get("id")): one for one in entries(tree, "locations")}
    for link in links_of(tree):
        place = link.get("location")
        if not isinstance(place, dict) or not place.get("id"):
            continue
        key = str(place["id"])
        if key not in places:
            places[key] = place
            tree.setdefault("locations", []).append(place)
        if places[key] == place:
            link["location_id"] = key
            del link["location"]


def give_locations_back(tree: Raw) -> None:
    """Put the whole office into each place that names it by its id, as HSDS shows services."""
    places = {str(one.get("id")): one for one in entries(tree, "locations")}
    for link in links_of(tree):
        if "location" not in link and str(link.get("location_id")) in places:
            link["location"] = places[str(link["location_id"])]


def links_of(tree: Raw) -> Iterator[Raw]:
    for service in entries(tree, "services"):
        yield from entries(service, "service_at_locations")
