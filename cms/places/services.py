"""Find a place from what somebody typed. Nothing typed here is stored."""

from django.db.models import Avg, Max, Min

from cms.core.clock import today
from cms.core.forms import ZipField
from cms.core.text import clean_line
from cms.places.city_names import city_key, tidy_city
from cms.places.models import District, ZipArea
from cms.places.place import Place
from cms.places.states import split_state


class UnknownPlace(Exception):
    """Nothing on our map goes by what was typed."""


class UnknownZip(UnknownPlace):
    """No such ZIP code."""


class UnknownCity(UnknownPlace):
    """No such city, or none in that state."""


class CityInSeveralStates(UnknownPlace):
    """The city needs its state; `states` are the two-letter codes, most ZIP codes first."""

    def __init__(self, city: str, states: list[str]) -> None:
        super().__init__(city)
        self.city = city
        self.states = states


class NotOnTheMap(UnknownPlace):
    """A real ZIP code without a place, such as a military post office."""


def find_zip(zip_code: str) -> ZipArea:
    """The ZIP area of five digits. Raises `UnknownZip`."""
    try:
        return ZipArea.objects.get(zip=zip_code)
    except ZipArea.DoesNotExist as error:
        raise UnknownZip(zip_code) from error


def find_states(zip_code: str) -> tuple[ZipArea | None, list[str]]:
    """The ZIP area of five digits and the codes of the states it lies in (about 100 lie in two). Two queries.

    The map of districts knows a few that the table lacks: then there is no area. Raises `UnknownZip`.
    """
    area = ZipArea.objects.filter(pk=zip_code).first()
    drawn = District.objects.in_force(today()).filter(parts__area=zip_code)
    states = set(drawn.values_list("state", flat=True)) | ({area.state} if area else set())
    if not states:
        raise UnknownZip(zip_code)
    return area, sorted(states)


def find_place(text: str) -> Place:
    """The place of "78501", "78501-1234", "McAllen, TX" or "McAllen Texas". Raises `UnknownPlace` kinds."""
    typed = clean_line(text)
    match = ZipField.FORM.match(typed)
    if match is None:
        return _find_city(typed)
    place = find_zip(match.group(1)).place
    if place is None:
        raise NotOnTheMap(match.group(1))
    return place


def _find_city(typed: str) -> Place:
    city, state = split_state(typed)
    if not city_key(city):
        raise UnknownCity(typed)
    return _city_in(state, city) if state else _city_anywhere(city)


def _city_anywhere(city: str) -> Place:
    areas = ZipArea.objects.filter(city_key=city_key(city), is_active=True, latitude__isnull=False)
    states = list(areas.values_list("state", flat=True))
    if not states:
        raise UnknownCity(city)
    ranked = sorted(set(states), key=lambda state: (-states.count(state), state))
    if len(ranked) > 1:
        raise CityInSeveralStates(areas[0].city, ranked)
    return _city_in(ranked[0], city)


def _city_in(state: str, city: str) -> Place:
    """The middle of a city's ZIP areas; a part of town ("Hollywood, CA") counts as a city."""
    key = city_key(city)
    areas = ZipArea.objects.filter(state=state, latitude__isnull=False)
    for found in (areas.filter(city_key=key), areas.filter(other_city_keys__contains=f"|{key}|")):
        facts = found.aggregate(
            name=Min("city"),
            latitude=Avg("latitude"),
            longitude=Avg("longitude"),
            first_county=Min("county"),
            last_county=Max("county"),
            first_zone=Min("time_zone"),
            last_zone=Max("time_zone"),
        )
        if facts["name"]:
            name = facts["name"] if city_key(facts["name"]) == key else tidy_city(city.title())
            shared = {
                fact: facts[f"first_{fact}"]
                for fact in ("county", "zone")
                if facts[f"first_{fact}"] == facts[f"last_{fact}"]
            }
            return Place(
                facts["latitude"],
                facts["longitude"],
                f"{name}, {state}",
                state,
                county=shared.get("county", ""),
                time_zone=shared.get("zone", ""),
            )
    raise UnknownCity(f"{city}, {state}")
