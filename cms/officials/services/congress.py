"""Who stands for a ZIP code in Congress."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cms.officials.models import Office
from cms.places.districts import DistrictAnswer, districts_for


@dataclass(frozen=True)
class CongressAnswer:
    """The answer about districts, and the offices that go with it, each with its `holder` (none: vacant)."""

    districts: DistrictAnswer
    senators: tuple[Office, ...]
    house: tuple[Office, ...]


def congress_for(zip_code: str, *, on: date | None = None) -> CongressAnswer:
    """Senators of the states and members of the districts of five digits, on a day. At most six queries."""
    answer = districts_for(zip_code, on=on)
    seats = Q(kind=Office.Kind.SENATOR, state__in=answer.states)
    for district in answer.districts:
        seats |= Q(kind__in=Office.HOUSE, state=district.state, district=district.number)
    if not answer.districts:
        return CongressAnswer(answer, (), ())
    offices = list(Office.objects.filter(seats).with_holders(answer.on))
    order = [(district.state, district.number) for district in answer.districts]
    house = sorted(
        (office for office in offices if office.kind in Office.HOUSE),
        key=lambda office: order.index((office.state, office.district)),
    )
    senators = tuple(office for office in offices if office.kind == Office.Kind.SENATOR)
    return CongressAnswer(answer, senators, tuple(house))
