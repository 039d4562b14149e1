"""Invented papers for the starter kit, marked as samples: no such paper exists, and .example mail goes nowhere.

Each line: name, city, state, county, county FIPS, latitude, longitude, time zone, then what differs from a
local English daily that takes 250 words once in 30 days.
"""

from typing import Any

CENTRAL, EASTERN, MOUNTAIN = "America/Chicago", "America/New_York", "America/Denver"
PACIFIC, ARIZONA, DETROIT = "America/Los_Angeles", "America/Phoenix", "America/Detroit"
WEEKLY, ONLINE = {"kind": "weekly"}, {"kind": "online", "any_hour": True}
# A newsroom with people enough to read more than one of our letters a day.
BUSY = {"cap_per_day": 4, "cap_per_week": 12}
STATEWIDE, SPANISH = {"reach": "statewide"}, {"language": "es"}
PHRASE = {"subject_phrase": "Letter to the Editor"}

Row = tuple[str, str, str, str, str, float, float, str, dict[str, Any]]

PAPERS: list[Row] = [
    ("Rio Grande Courier", "McAllen", "TX", "Hidalgo County", "48215", 26.2034, -98.23, CENTRAL, PHRASE),
    (
        "La Voz de la Frontera",
        "McAllen",
        "TX",
        "Hidalgo County",
        "48215",
        26.2034,
        -98.23,
        CENTRAL,
        {**ONLINE, **SPANISH, "word_limit": 300, "frequency_days": 14, "subject_phrase": "Carta al director", **BUSY},
    ),
    (
        "Edinburg Weekly Ledger",
        "Edinburg",
        "TX",
        "Hidalgo County",
        "48215",
        26.3017,
        -98.1633,
        CENTRAL,
        {**WEEKLY, "word_limit": 200, "printing_days": "3", "deadline_weekday": 1, "local_only": True},
    ),
    (
        "Bayou City Tribune",
        "Houston",
        "TX",
        "Harris County",
        "48201",
        29.7604,
        -95.3698,
        CENTRAL,
        {"exclusive": True, "cap_per_day": 2, "cap_per_week": 6, "op_ed_limit": 700},
    ),
    (
        "Houston en Español",
        "Houston",
        "TX",
        "Harris County",
        "48201",
        29.7604,
        -95.3698,
        CENTRAL,
        {**WEEKLY, **SPANISH},
    ),
    ("Lone Star Morning Post", "Austin", "TX", "Travis County", "48453", 30.2672, -97.7431, CENTRAL, STATEWIDE),
    (
        "El Correo de Texas",
        "San Antonio",
        "TX",
        "Bexar County",
        "48029",
        29.4241,
        -98.4936,
        CENTRAL,
        STATEWIDE | SPANISH,
    ),
    ("Otay Border Times", "San Diego", "CA", "San Diego County", "06073", 32.7157, -117.1611, PACIFIC, PHRASE),
    ("Golden State Record", "Sacramento", "CA", "Sacramento County", "06067", 38.5816, -121.4944, PACIFIC, STATEWIDE),
    (
        "El Diario del Pacífico",
        "Los Angeles",
        "CA",
        "Los Angeles County",
        "06037",
        34.0522,
        -118.2437,
        PACIFIC,
        STATEWIDE | SPANISH | {"word_limit": 300},
    ),
    ("Saguaro Daily News", "Tucson", "AZ", "Pima County", "04019", 32.2226, -110.9747, ARIZONA, {"word_limit": 150}),
    ("Copper State Herald", "Phoenix", "AZ", "Maricopa County", "04013", 33.4484, -112.074, ARIZONA, STATEWIDE),
    ("Lakefront Chronicle", "Chicago", "IL", "Cook County", "17031", 41.8781, -87.6298, CENTRAL, {"exclusive": True}),
    ("Prensa del Lago", "Chicago", "IL", "Cook County", "17031", 41.8781, -87.6298, CENTRAL, {**WEEKLY, **SPANISH}),
    ("Prairie State Journal", "Springfield", "IL", "Sangamon County", "17167", 39.7817, -89.6501, CENTRAL, STATEWIDE),
    (
        "Great Lakes Sentinel",
        "Grand Rapids",
        "MI",
        "Kent County",
        "26081",
        42.9634,
        -85.6681,
        DETROIT,
        {"word_limit": 200},
    ),
    ("Wolverine State Post", "Lansing", "MI", "Ingham County", "26065", 42.7325, -84.5555, DETROIT, STATEWIDE),
    ("Patapsco Mirror", "Baltimore", "MD", "Baltimore City", "24510", 39.2904, -76.6122, EASTERN, PHRASE),
    ("Old Line Reporter", "Annapolis", "MD", "Anne Arundel County", "24003", 38.9784, -76.4922, EASTERN, STATEWIDE),
    (
        "Anacostia Messenger",
        "Washington",
        "DC",
        "District of Columbia",
        "11001",
        38.9072,
        -77.0369,
        EASTERN,
        {"word_limit": 200, "exclusive": True, "frequency_days": 60},
    ),
    ("Tidewater Gazette", "Norfolk", "VA", "Norfolk City", "51710", 36.8508, -76.2859, EASTERN, {"word_limit": 200}),
    ("Dominion Daily Record", "Richmond", "VA", "Richmond City", "51760", 37.5407, -77.436, EASTERN, STATEWIDE),
    ("Schuylkill Dispatch", "Reading", "PA", "Berks County", "42011", 40.3356, -75.9269, EASTERN, {"word_limit": 300}),
    ("Keystone Observer", "Harrisburg", "PA", "Dauphin County", "42043", 40.2732, -76.8867, EASTERN, STATEWIDE),
    ("Puget Sound Ledger", "Tacoma", "WA", "Pierce County", "53053", 47.2529, -122.4443, PACIFIC, PHRASE),
    ("Evergreen State News", "Olympia", "WA", "Thurston County", "53067", 47.0379, -122.9007, PACIFIC, STATEWIDE),
    (
        "Mesilla Valley Star",
        "Las Cruces",
        "NM",
        "Dona Ana County",
        "35013",
        32.3199,
        -106.7637,
        MOUNTAIN,
        {"word_limit": 350},
    ),
    ("Turquoise Trail Times", "Santa Fe", "NM", "Santa Fe County", "35049", 35.687, -105.9378, MOUNTAIN, STATEWIDE),
    (
        "El Puente de Nuevo México",
        "Albuquerque",
        "NM",
        "Bernalillo County",
        "35001",
        35.0844,
        -106.6504,
        MOUNTAIN,
        STATEWIDE | SPANISH | WEEKLY,
    ),
]
# Shows what an unverified paper looks like at the letters desk; never offered to a writer.
UNVERIFIED: Row = (
    "Valley Evening Bulletin", "Harlingen", "TX", "Cameron County", "48061", 26.1906, -97.6961, CENTRAL, {}
)  # fmt: skip
