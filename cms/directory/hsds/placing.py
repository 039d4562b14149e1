"""Offices on the map, many at once: where the file gives no coordinates, those of the ZIP area, else of the city."""

from collections.abc import Collection

from cms.directory.hsds.wanted import Values
from cms.places.models import ZipArea
from cms.places.services import UnknownPlace, find_place

NOWHERE = (None, None, "")
Spot = tuple[float | None, float | None, str]


def place_offices(offices: Collection[Values]) -> None:
    """Fill in `latitude` and `longitude` (degrees) where they are not known, and `time_zone`."""
    areas = ZipArea.objects.filter(zip__in={office["zip"] for office in offices if office["zip"]})
    spots: dict[str, Spot] = {
        area["zip"]: (area["latitude"], area["longitude"], area["time_zone"])
        for area in areas.values("zip", "latitude", "longitude", "time_zone")
    }
    for office in offices:
        latitude, longitude, office["time_zone"] = spots.get(office["zip"], NOWHERE)
        if office["latitude"] is None and latitude is None:
            name = f"{office['city']}, {office['state']}"
            if name not in spots:
                spots[name] = _city(name)
            latitude, longitude, office["time_zone"] = spots[name]
        if office["latitude"] is None:
            office["latitude"], office["longitude"] = latitude, longitude


def _city(name: str) -> Spot:
    try:
        place = find_place(name)
    except UnknownPlace:
        return NOWHERE
    return place.latitude, place.longitude, place.time_zone
