"""Where a paper is: what its row does not say comes from the map."""

from typing import Any

from cms.core.imports import BadRow
from cms.letters.models import Newspaper
from cms.letters.papers.areas import Area
from cms.letters.papers.columns import PaperRow
from cms.letters.papers.gazetteer import Gazetteer, Spot


def place(row: PaperRow, on_map: Gazetteer) -> None:
    """Fill in city, county, coordinates and time zone. Raises `BadRow` where even the map does not know the town."""
    values = row.values
    spot = _spot(row, on_map)
    if spot is None:
        _require_town(values)
        return
    _settle_county(values, on_map, spot)
    values.setdefault("city", spot.city)
    values.setdefault("time_zone", spot.time_zone or "America/New_York")
    if "latitude" not in values or "longitude" not in values:
        values["latitude"], values["longitude"] = spot.latitude, spot.longitude


def own_county(values: dict[str, Any]) -> list[Area]:
    """What a local daily or weekly covers unless somebody says otherwise."""
    is_local = values.get("reach", Newspaper.Reach.LOCAL) == Newspaper.Reach.LOCAL
    is_printed = values.get("kind", Newspaper.Kind.DAILY) in (Newspaper.Kind.DAILY, Newspaper.Kind.WEEKLY)
    county = values.get("county")
    return [Area(values["state"], county=county)] if is_local and is_printed and county else []


def _spot(row: PaperRow, on_map: Gazetteer) -> Spot | None:
    values = row.values
    state = values["state"]
    if row.zip:
        if on_map.state_of_zip(row.zip) != state:
            raise BadRow(f"the ZIP code {row.zip} is not in {state}")
        return on_map.at_zip(row.zip)
    if values.get("city"):
        return on_map.in_city(state, values["city"])
    spot = None
    if "latitude" in values and "longitude" in values:
        spot = on_map.nearest(state, values["latitude"], values["longitude"])
        if spot is None:
            del values["latitude"], values["longitude"]
    return spot or on_map.in_county(state, values.get("county", ""))


def _require_town(values: dict[str, Any]) -> None:
    if not values.get("city"):
        raise BadRow("no town: a city, a ZIP code or coordinates in the state are needed")


def _settle_county(values: dict[str, Any], on_map: Gazetteer, spot: Spot) -> None:
    """The file's county where the state has it, spelled as on the map; else the one around the paper."""
    named = on_map.county(values["state"], values["county"]) if values.get("county") else ""
    if not named:
        values.pop("county_fips", None)
    values["county"] = named or spot.county
