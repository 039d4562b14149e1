"""A point on the map with a name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where somebody is: degrees north and east (WGS 84), a label such as "McAllen, TX", the two-letter
    state, the ZIP code it came from (empty where a city was typed), the county and the time zone
    ("America/Chicago"), each empty where unknown or several."""

    latitude: float
    longitude: float
    label: str
    state: str
    zip: str = ""
    county: str = ""
    time_zone: str = ""
