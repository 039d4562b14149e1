"""Invented papers for the starter kit, marked as samples: no such paper exists, and .example mail goes nowhere.

Each line: name, town, then what differs from a local English daily that takes 250 words once in 30 days by
e-mail. Between them they have every rule that published policies have, so that each can be seen at work.
"""

from datetime import time
from typing import Any

CENTRAL, EASTERN, MOUNTAIN = "America/Chicago", "America/New_York", "America/Denver"
PACIFIC, ARIZONA, DETROIT = "America/Los_Angeles", "America/Phoenix", "America/Detroit"

Town = tuple[str, str, float, float, str]
Row = tuple[str, str, dict[str, Any]]

# County, its FIPS code, latitude, longitude, time zone.
TOWNS: dict[str, Town] = {
    "McAllen, TX": ("Hidalgo County", "48215", 26.2034, -98.23, CENTRAL),
    "Edinburg, TX": ("Hidalgo County", "48215", 26.3017, -98.1633, CENTRAL),
    "Harlingen, TX": ("Cameron County", "48061", 26.1906, -97.6961, CENTRAL),
    "Houston, TX": ("Harris County", "48201", 29.7604, -95.3698, CENTRAL),
    "Austin, TX": ("Travis County", "48453", 30.2672, -97.7431, CENTRAL),
    "San Antonio, TX": ("Bexar County", "48029", 29.4241, -98.4936, CENTRAL),
    "El Paso, TX": ("El Paso County", "48141", 31.7619, -106.485, MOUNTAIN),
    "San Diego, CA": ("San Diego County", "06073", 32.7157, -117.1611, PACIFIC),
    "Sacramento, CA": ("Sacramento County", "06067", 38.5816, -121.4944, PACIFIC),
    "Los Angeles, CA": ("Los Angeles County", "06037", 34.0522, -118.2437, PACIFIC),
    "Oakland, CA": ("Alameda County", "06001", 37.8044, -122.2712, PACIFIC),
    "Tucson, AZ": ("Pima County", "04019", 32.2226, -110.9747, ARIZONA),
    "Phoenix, AZ": ("Maricopa County", "04013", 33.4484, -112.074, ARIZONA),
    "Chicago, IL": ("Cook County", "17031", 41.8781, -87.6298, CENTRAL),
    "Springfield, IL": ("Sangamon County", "17167", 39.7817, -89.6501, CENTRAL),
    "Grand Rapids, MI": ("Kent County", "26081", 42.9634, -85.6681, DETROIT),
    "Detroit, MI": ("Wayne County", "26163", 42.3314, -83.0458, DETROIT),
    "Lansing, MI": ("Ingham County", "26065", 42.7325, -84.5555, DETROIT),
    "Baltimore, MD": ("Baltimore City", "24510", 39.2904, -76.6122, EASTERN),
    "Silver Spring, MD": ("Montgomery County", "24031", 38.9907, -77.0261, EASTERN),
    "Annapolis, MD": ("Anne Arundel County", "24003", 38.9784, -76.4922, EASTERN),
    "Washington, DC": ("District of Columbia", "11001", 38.9072, -77.0369, EASTERN),
    "Norfolk, VA": ("Norfolk City", "51710", 36.8508, -76.2859, EASTERN),
    "Richmond, VA": ("Richmond City", "51760", 37.5407, -77.436, EASTERN),
    "Falls Church, VA": ("Falls Church City", "51610", 38.8823, -77.1711, EASTERN),
    "Reading, PA": ("Berks County", "42011", 40.3356, -75.9269, EASTERN),
    "Harrisburg, PA": ("Dauphin County", "42043", 40.2732, -76.8867, EASTERN),
    "Philadelphia, PA": ("Philadelphia County", "42101", 39.9526, -75.1652, EASTERN),
    "Tacoma, WA": ("Pierce County", "53053", 47.2529, -122.4443, PACIFIC),
    "Seattle, WA": ("King County", "53033", 47.6062, -122.3321, PACIFIC),
    "Yakima, WA": ("Yakima County", "53077", 46.6021, -120.5059, PACIFIC),
    "Olympia, WA": ("Thurston County", "53067", 47.0379, -122.9007, PACIFIC),
    "Las Cruces, NM": ("Dona Ana County", "35013", 32.3199, -106.7637, MOUNTAIN),
    "Santa Fe, NM": ("Santa Fe County", "35049", 35.687, -105.9378, MOUNTAIN),
    "Albuquerque, NM": ("Bernalillo County", "35001", 35.0844, -106.6504, MOUNTAIN),
}

ONLINE: dict[str, Any] = {"kind": "online", "any_hour": True}
# Out on Wednesdays, with the letters that came by Monday noon.
WEEKLY = {"kind": "weekly", "printing_days": "3", "deadline_weekday": 1, "deadline_time": time(12, 0)}
# A newsroom with people enough to read more than one of our letters a day.
BUSY = {"cap_per_day": 4, "cap_per_week": 12}
STATEWIDE, SPANISH = {"reach": "statewide"}, {"language": "es"}
PHRASE = {"subject_phrase": "Letter to the Editor"}
EXCLUSIVE, LOCAL_ONLY = {"exclusive": True}, {"local_only": True}
# The writer fills in the paper's own form, or signs on paper: we only help.
WEB_FORM = {"channel": "form"}
SIGNED = {"channel": "post", "signature_required": True}


def takes(words: int, days: int = 30) -> dict[str, Any]:
    """So many words, and one letter per person in so many days."""
    return {"word_limit": words, "frequency_days": days}


def op_eds(words: int) -> dict[str, Any]:
    """Longer pieces, which have a mailbox of their own."""
    return {"op_ed_limit": words}


PAPERS: list[Row] = [
    ("Rio Grande Courier", "McAllen, TX", PHRASE | op_eds(650)),
    (
        "La Voz de la Frontera",
        "McAllen, TX",
        {**ONLINE, **SPANISH, **takes(300, 14), "subject_phrase": "Carta al director", **BUSY},
    ),
    ("Edinburg Weekly Ledger", "Edinburg, TX", WEEKLY | takes(200) | LOCAL_ONLY),
    (
        "Bayou City Tribune",
        "Houston, TX",
        {**EXCLUSIVE, "cap_per_day": 2, "cap_per_week": 6, **op_eds(700)},
    ),
    ("Houston en Español", "Houston, TX", WEEKLY | SPANISH),
    ("Franklin Mountains Press", "El Paso, TX", {**WEB_FORM, **takes(200, 60)}),
    ("Lone Star Morning Post", "Austin, TX", STATEWIDE | op_eds(750)),
    ("El Correo de Texas", "San Antonio, TX", STATEWIDE | SPANISH),
    (
        "Otay Border Times",
        "San Diego, CA",
        {**PHRASE, "must_include": "The headline and the date of the article that you answer."},
    ),
    ("East Bay Beacon", "Oakland, CA", {**WEB_FORM, **takes(200), **EXCLUSIVE}),
    ("Golden State Record", "Sacramento, CA", STATEWIDE | takes(150, 60) | op_eds(600)),
    ("El Diario del Pacífico", "Los Angeles, CA", STATEWIDE | SPANISH | takes(300)),
    ("Saguaro Daily News", "Tucson, AZ", takes(150)),
    ("La Estrella del Desierto", "Tucson, AZ", WEEKLY | SPANISH | takes(300, 14)),
    ("Copper State Herald", "Phoenix, AZ", STATEWIDE | op_eds(700)),
    ("Ecos de Arizona", "Phoenix, AZ", STATEWIDE | SPANISH | WEB_FORM | takes(250, 21)),
    ("Lakefront Chronicle", "Chicago, IL", EXCLUSIVE | op_eds(800)),
    ("Prensa del Lago", "Chicago, IL", WEEKLY | SPANISH),
    ("Prairie State Journal", "Springfield, IL", STATEWIDE | takes(400)),
    ("Great Lakes Sentinel", "Grand Rapids, MI", takes(200)),
    ("El Vocero de Detroit", "Detroit, MI", WEEKLY | SPANISH | takes(300)),
    ("Wolverine State Post", "Lansing, MI", STATEWIDE | op_eds(600)),
    ("Patapsco Mirror", "Baltimore, MD", PHRASE),
    ("El Tiempo del Potomac", "Silver Spring, MD", STATEWIDE | SPANISH | WEEKLY),
    ("Old Line Reporter", "Annapolis, MD", STATEWIDE),
    ("Anacostia Messenger", "Washington, DC", takes(200, 60) | EXCLUSIVE),
    ("El Barrio Capital", "Washington, DC", {**ONLINE, **SPANISH, **takes(350, 14)}),
    ("Tidewater Gazette", "Norfolk, VA", takes(200)),
    ("La Hoja del Norte", "Falls Church, VA", STATEWIDE | SPANISH | WEEKLY),
    ("Dominion Daily Record", "Richmond, VA", STATEWIDE | op_eds(700)),
    ("Schuylkill Dispatch", "Reading, PA", takes(300)),
    ("Voces de Reading", "Reading, PA", WEEKLY | SPANISH | takes(350)),
    (
        "Delaware Valley Freeman",
        "Philadelphia, PA",
        {
            **SIGNED,
            **takes(300, 45),
            "postal_address": "Letters to the Editor\n100 Sample Street\nPhiladelphia, PA 19100",
            "must_include": "Your signature in ink, your street address and a daytime phone number.",
        },
    ),
    ("Keystone Observer", "Harrisburg, PA", STATEWIDE | EXCLUSIVE),
    ("Puget Sound Ledger", "Tacoma, WA", PHRASE | op_eds(650)),
    (
        "Elliott Bay Register",
        "Seattle, WA",
        {
            **SIGNED,
            **WEEKLY,
            **takes(250, 60),
            **LOCAL_ONLY,
            "postal_address": "The Editor\nPO Box 100\nSeattle, WA 98100",
        },
    ),
    ("El Eco del Valle", "Yakima, WA", {**ONLINE, **SPANISH, **takes(400, 14)}),
    ("Evergreen State News", "Olympia, WA", STATEWIDE),
    ("Mesilla Valley Star", "Las Cruces, NM", takes(350)),
    ("Turquoise Trail Times", "Santa Fe, NM", STATEWIDE | op_eds(750)),
    ("El Puente de Nuevo México", "Albuquerque, NM", STATEWIDE | SPANISH | WEEKLY),
]
# Shows what an unverified paper looks like at the letters desk; never offered to a writer.
UNVERIFIED: Row = ("Valley Evening Bulletin", "Harlingen, TX", {})
