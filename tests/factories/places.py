"""ZIP areas for tests: real places, a handful instead of 42,789."""

from typing import Any

from cms.places.models import ZipArea
from cms.places.zip_import import import_zip_areas

MCALLEN = (26.2154, -98.2359)
SAN_JUAN_TX = (26.1920, -98.1553)
SAN_ANTONIO = (29.4241, -98.4936)
BOZEMAN = (45.6681, -111.2404)
CHICAGO = (41.8858, -87.6229)


def zip_record(
    zip_code: str, city: str, state: str, where: tuple[float, float] = (0, 0), **changes: Any
) -> dict[str, Any]:
    """One record as the `zipcodes` package writes it."""
    return {
        "zip_code": zip_code,
        "zip_code_type": "STANDARD",
        "active": True,
        "city": city,
        "acceptable_cities": [],
        "unacceptable_cities": [],
        "state": state,
        "county": "",
        "timezone": "America/Chicago",
        "lat": str(where[0]),
        "long": str(where[1]),
        **changes,
    }


RECORDS = [
    zip_record("78501", "Mcallen", "TX", MCALLEN, county="Hidalgo County"),
    zip_record("78504", "Mcallen", "TX", (26.2700, -98.2357), county="Hidalgo County"),
    zip_record("78589", "San Juan", "TX", SAN_JUAN_TX, county="Hidalgo County"),
    zip_record("00901", "San Juan", "PR", (18.4654, -66.1044), timezone="America/Puerto_Rico"),
    zip_record("00909", "San Juan", "PR", (18.4412, -66.0677), timezone="America/Puerto_Rico"),
    zip_record("78205", "San Antonio", "TX", SAN_ANTONIO, county="Bexar County"),
    zip_record("59718", "Bozeman", "MT", BOZEMAN, county="Gallatin County", timezone="America/Denver"),
    zip_record("60601", "Chicago", "IL", CHICAGO, county="Cook County"),
    zip_record("63101", "Saint Louis", "MO", (38.6270, -90.1994), county="St. Louis City"),
    zip_record(
        "90028", "Los Angeles", "CA", (34.1005, -118.3254), acceptable_cities=["Hollywood"], county="Los Angeles County"
    ),
    zip_record("79901", "El Paso", "TX", (31.7584, -106.4783), county="El Paso County", timezone="America/Denver"),
    zip_record("09012", "Apo", "AE", zip_code_type="MILITARY", timezone=""),
    zip_record("99546", "Adak", "AK", (51.8549, -177.0888), timezone="America/Adak"),
]


def some_zip_areas() -> None:
    """The table with RECORDS only."""
    import_zip_areas(records=RECORDS)


def area(zip_code: str, latitude: float | None, longitude: float | None) -> ZipArea:
    """A ZIP area of which only the place matters; not saved."""
    return ZipArea(
        zip=zip_code, city="Somewhere", state="TX", latitude=latitude, longitude=longitude, city_key="somewhere"
    )
