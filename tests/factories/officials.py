"""Invented files in the shapes of the open data sets, and the few places they speak of."""

import json
from typing import Any

from cms.officials.importing.congress import import_congress
from cms.places.district_import import import_districts
from cms.places.zip_import import import_zip_areas
from tests.factories.places import RECORDS, zip_record

# McAllen lies in TX-15; San Juan in 15 and 28; El Paso in no crosswalk; Chicago in two states of this invention.
CROSSWALK = """state_fips,state_abbr,zcta,cd
48,TX,78501,15
48,TX,78589,28
48,TX,78589,15
48,TX,78205,20
30,MT,59718,1
17,IL,60601,7
18,IN,60601,1
72,PR,00901,0
50,VT,05001,0
"""
CENSUS_HEADER = (
    "\ufeffOID_CD{cd}_20|GEOID_CD{cd}_20|AREALAND_CD{cd}_20|OID_ZCTA5_20|GEOID_ZCTA5_20|AREALAND_ZCTA5_20"
    "|AREALAND_PART|AREAWATER_PART\n"
)
MORE_RECORDS = [
    zip_record("78502", "Mcallen", "TX", (26.21, -98.23), zip_code_type="PO BOX"),
    zip_record("05001", "White River Junction", "VT", (43.6722, -72.3), timezone="America/New_York"),
    zip_record("05009", "White River Junction", "VT", (43.65, -72.32), zip_code_type="PO BOX"),
    zip_record("20500", "Washington", "DC", (38.8946, -77.03), timezone="America/New_York"),
    zip_record("96910", "Hagatna", "GU", (13.4762, 144.75), timezone="Pacific/Guam"),
    zip_record("96941", "Pohnpei", "FM", timezone="Pacific/Pohnpei"),
    zip_record("10048", "New York", "NY", (40.71, -74.01), active=False),
    zip_record("75299", "Nowhere", "TX"),
]


def census_file(*rows: tuple[str, str, int, int], cd: str = "119") -> str:
    """Rows of (district GEOID, ZIP, land of the ZIP area, land of the part) as the Census writes them."""
    lines = [f"1|{geoid}|1|2|{zcta}|{whole}|{part}|0\n" for geoid, zcta, whole, part in rows]
    return CENSUS_HEADER.format(cd=cd) + "".join(lines)


def member(bioguide: str, **term: Any) -> dict[str, Any]:
    """A representative of TX-15 unless told otherwise; `name` and the term's fields can be given."""
    name = term.pop("name", {"first": "Ana", "last": bioguide, "official_full": f"Ana {bioguide}"})
    seat = {"type": "rep", "state": "TX", "district": 15, "start": "2025-01-03", "end": "2027-01-03"}
    contact = {"party": "Independent", "phone": "202-225-0123", "url": "https://ana.example.org", "address": "1 Hall"}
    return {"id": {"bioguide": bioguide}, "name": name, "terms": [{**seat, **contact, **term}]}


def senator(bioguide: str, number: int, **term: Any) -> dict[str, Any]:
    return member(bioguide, **{"type": "sen", "class": number, "end": "2031-01-03", **term})


def members() -> list[dict[str, Any]]:
    return [
        member("A000001"),
        senator("S000001", 1),
        senator("S000002", 2),
        member("P000001", state="PR", district=0, end="2029-01-03"),
        member("D000001", state="DC", district=0),
    ]


def branch(key: str, **fields: Any) -> dict[str, Any]:
    place = {"city": "McAllen", "state": "TX", "zip": "78501", "latitude": 26.2, "longitude": -98.2}
    return {"id": key, "address": "1 Main St.", "suite": "Suite 2", "phone": "956-555-0123", **place, **fields}


def branches(*rows: dict[str, Any], bioguide: str = "A000001") -> bytes:
    return as_json([{"id": {"bioguide": bioguide}, "offices": list(rows)}])


def governor(state: str = "tx", name: str = "Gil Gobernador", **changes: str) -> tuple[str, bytes]:
    """A file of the executives: its name and its YAML."""
    facts = {"start": "2023-01-10", "end": "2027-01-12", "voice": "512-555-0123", "type": "governor", **changes}
    text = f"""id: ocd-person/{changes.get("id", state * 18)}
name: {name}
party:
- name: Democratic
roles:
- start_date: '{facts["start"]}'
  end_date: '{facts["end"]}'
  type: {facts["type"]}
  jurisdiction: ocd-jurisdiction/country:us/state:{state}/government
offices:
- classification: capitol
  address: State Capitol; McAllen, TX 78501-2428
  voice: {facts["voice"]}
links:
- url: https://gov.example.org/
- url: https://gov.example.org/contact
  note: webform
sources:
- url: https://source.example.org/
"""
    return f"{state}/executive/{name}.yml", text.encode()


def as_json(rows: Any) -> bytes:
    return json.dumps(rows).encode()


def districts_of_tests() -> None:
    """ZIP areas and the map of the 119th Congress."""
    import_zip_areas(records=[*RECORDS, *MORE_RECORDS])
    import_districts(text=CROSSWALK, congress=119)


def congress_of_tests() -> None:
    districts_of_tests()
    import_congress(data=as_json(members()))
