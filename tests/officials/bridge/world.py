"""A Congress in which everybody has a number of their own."""

from typing import Any

from cms.officials.importing.branches import import_district_offices
from cms.officials.importing.congress import import_congress
from cms.officials.models import Holder, Office
from tests.factories.officials import as_json, branch, districts_of_tests, member, senator

ROSA, LUIS, ALMA, PAT = "+12025550115", "+12025550128", "+12025550101", "+12025550102"
MARISOL, JORDAN, MONA, MILO = "+12025550103", "+12025550104", "+12025550105", "+12025550106"
ILSE, INGO = "+12025550107", "+12025550108"
MCALLEN_OFFICE, SAN_ANTONIO_OFFICE = "+19565550142", "+12105550107"
SWITCHBOARD = "+12022243121"


def named(bioguide: str, name: str, phone: str, **term: Any) -> dict[str, Any]:
    maker = senator if "number" in term else member
    first, _space, last = name.partition(" ")
    return maker(bioguide, name={"first": first, "last": last, "official_full": name}, phone=phone, **term)


def congress_with_phones() -> None:
    """78501 is in TX-15; 78589 in 15 and 28; 60601 in Illinois and Indiana; nobody represents MT-1."""
    districts_of_tests()
    rows = [
        named("A000001", "Rosa Ejemplo", ROSA),
        named("A000002", "Luis Ejemplo", LUIS, district=28),
        named("S000001", "Alma Muestra", ALMA, number=1),
        named("S000002", "Pat Sample", PAT, number=2),
        named("P000001", "Marisol Ejemplo", MARISOL, state="PR", district=0, end="2029-01-03"),
        named("D000001", "Jordan Sample", JORDAN, state="DC", district=0),
        named("S000003", "Mona Muestra", MONA, number=1, state="MT"),
        named("S000004", "Milo Sample", MILO, number=2, state="MT"),
        named("S000005", "Ilse Muestra", ILSE, number=2, state="IL"),
        named("S000006", "Ingo Sample", INGO, number=1, state="IN"),
    ]
    import_congress(data=as_json(rows))
    near = branch("A000001-mcallen", phone=MCALLEN_OFFICE)
    far = branch("A000001-san_antonio", city="San Antonio", zip="78205", latitude=29.4, longitude=-98.5,
                 phone=SAN_ANTONIO_OFFICE)  # fmt: skip
    silent = branch("A000001-alamo", city="Alamo", phone="")
    import_district_offices(data=as_json([{"id": {"bioguide": "A000001"}, "offices": [far, near, silent]}]))


def office(key: str) -> Office:
    return Office.objects.get(key=key)


def vacate(key: str) -> None:
    Holder.objects.filter(office__key=key).delete()
