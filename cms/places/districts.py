"""ZIP code to district: one, several, nearly, or none and why. Nothing asked here is stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cms.core.clock import today
from cms.places.congresses import congress_on
from cms.places.models import District, ZipArea, ZipDistrict
from cms.places.place import Place

# They send a delegate (Puerto Rico a resident commissioner) without a vote, and no senators (48 U.S.C.; D.C. Code).
DELEGATES = frozenset({"AS", "DC", "GU", "MP", "PR", "VI"})
# Independent states in free association, which have ZIP codes and nobody in Congress.
WITHOUT_DELEGATE = frozenset({"FM", "MH", "PW"})
MILITARY = frozenset({"AA", "AE", "AP"})


class Kind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    APPROXIMATE = "approximate"
    NONE = "none"


class Reason(StrEnum):
    """Why the answer is what it is; pages have a sentence for each."""

    MEMBER = "member"
    DELEGATE = "delegate"
    SPLIT = "split"
    SPLIT_STATES = "split_states"
    NEAREST = "nearest"  # the district of the nearest ZIP area of the state
    ONLY_DISTRICT = "only_district"  # the same, but the state has only one, so it cannot be wrong
    MILITARY = "military"
    NO_DELEGATE = "no_delegate"
    INACTIVE = "inactive"
    NO_PLACE = "no_place"
    NO_DATA = "no_data"  # no districts of this state have been imported
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A district that may be theirs, with its share (0 to 1) of the ZIP area's land where that is known."""

    district: District
    land_share: float | None = None


@dataclass(frozen=True)
class DistrictAnswer:
    """Districts of a ZIP code on a day: largest share first, else by state and number.

    `area` is empty for a ZIP code the table lacks; `nearest_zip` only where the answer is approximate.
    """

    zip: str
    on: date
    kind: Kind
    reason: Reason
    area: ZipArea | None = None
    candidates: tuple[Candidate, ...] = ()
    nearest_zip: str = ""

    @property
    def districts(self) -> list[District]:
        return [candidate.district for candidate in self.candidates]

    @property
    def states(self) -> list[str]:
        return sorted({district.state for district in self.districts})

    @property
    def is_outdated(self) -> bool:
        """Whether a newer Congress sits than the one whose lines these are."""
        return any(district.congress < congress_on(self.on) for district in self.districts)


def districts_for(zip_code: str, *, on: date | None = None) -> DistrictAnswer:
    """The districts of five digits on a day (default: today). Asks the database at most three times; never raises."""
    day = on or today()
    area = ZipArea.objects.filter(pk=zip_code).first()
    if area is not None and area.state in DELEGATES and area.is_active:
        return _delegate(area, day)
    parts = _parts(zip_code, day)
    if parts:
        return _found(zip_code, area, day, parts)
    if area is None:
        return DistrictAnswer(zip_code, day, Kind.NONE, Reason.UNKNOWN)
    return _without_parts(area, day)


def _parts(zip_code: str, day: date) -> list[ZipDistrict]:
    rows = ZipDistrict.objects.filter(area=zip_code, district__in=District.objects.in_force(day))
    return sorted(rows.select_related("district"), key=_order)


def _order(part: ZipDistrict) -> tuple[float, str, int]:
    return -(part.land_share or 0), part.district.state, int(part.district.number)


def _candidates(parts: list[ZipDistrict]) -> tuple[Candidate, ...]:
    return tuple(Candidate(part.district, part.land_share) for part in parts)


def _found(zip_code: str, area: ZipArea | None, day: date, parts: list[ZipDistrict]) -> DistrictAnswer:
    states = {part.district.state for part in parts}
    kind, reason = Kind.ONE, Reason.MEMBER
    if len(parts) > 1:
        kind, reason = Kind.SEVERAL, Reason.SPLIT_STATES if len(states) > 1 else Reason.SPLIT
    elif states <= DELEGATES:
        reason = Reason.DELEGATE
    return DistrictAnswer(zip_code, day, kind, reason, area, _candidates(parts))


def _delegate(area: ZipArea, day: date) -> DistrictAnswer:
    """One seat for all: no ZIP code of the territory can be in another district."""
    district = District.objects.in_force(day).filter(state=area.state).first()
    if district is None:
        return _none(area, day, Reason.NO_DATA)
    return DistrictAnswer(area.zip, day, Kind.ONE, Reason.DELEGATE, area, (Candidate(district),))


def _without_parts(area: ZipArea, day: date) -> DistrictAnswer:
    if area.kind == ZipArea.Kind.MILITARY or area.state in MILITARY:
        return _none(area, day, Reason.MILITARY)
    if not area.is_active:
        return _none(area, day, Reason.INACTIVE)
    if area.state in WITHOUT_DELEGATE:
        return _none(area, day, Reason.NO_DELEGATE)
    return _nearest(area, area.place, day) if area.place else _none(area, day, Reason.NO_PLACE)


def _none(area: ZipArea, day: date, reason: Reason) -> DistrictAnswer:
    return DistrictAnswer(area.zip, day, Kind.NONE, reason, area)


def _nearest(area: ZipArea, place: Place, day: date) -> DistrictAnswer:
    """Post-office boxes are in no crosswalk; the nearest ZIP area of the state is right nine times out of ten."""
    here = District.objects.in_force(day).filter(state=area.state)
    crossed = ZipDistrict.objects.filter(district__in=here)
    near = ZipArea.objects.filter(state=area.state, pk__in=crossed.values("area")).with_distance(place)
    parts = sorted(crossed.filter(area=near.values("zip")[:1]).select_related("district"), key=_order)
    if not parts:
        return _none(area, day, Reason.NO_DATA)
    reason = Reason.ONLY_DISTRICT if parts[0].district.is_at_large else Reason.NEAREST
    return DistrictAnswer(area.zip, day, Kind.APPROXIMATE, reason, area, _candidates(parts), parts[0].area_id)
