"""States and territories: names in both languages, and which ones border each other."""

import us
from django.utils.translation import get_language

from cms.places.city_names import words_of

# Associated states and military post offices have ZIP codes too, and are not in the `us` package.
OTHERS = {
    "FM": "Federated States of Micronesia",
    "MH": "Marshall Islands",
    "PW": "Palau",
    "AA": "Armed Forces Americas",
    "AE": "Armed Forces Europe",
    "AP": "Armed Forces Pacific",
}
ENGLISH_NAMES: dict[str, str] = {
    **{state.abbr: state.name for state in [*us.states.STATES, us.states.DC, *us.states.TERRITORIES]},
    "VI": "U.S. Virgin Islands",
    **OTHERS,
}
# Only the names that differ in Spanish, as the Fundéu and the U.S. government's Spanish pages write them.
SPANISH_NAMES = {
    "DC": "Distrito de Columbia",
    "HI": "Hawái",
    "LA": "Luisiana",
    "MI": "Míchigan",
    "MO": "Misuri",
    "MS": "Misisipi",
    "NC": "Carolina del Norte",
    "ND": "Dakota del Norte",
    "NH": "Nuevo Hampshire",
    "NJ": "Nueva Jersey",
    "NM": "Nuevo México",
    "NY": "Nueva York",
    "OR": "Oregón",
    "PA": "Pensilvania",
    "SC": "Carolina del Sur",
    "SD": "Dakota del Sur",
    "WV": "Virginia Occidental",
    "AS": "Samoa Americana",
    "MP": "Islas Marianas del Norte",
    "VI": "Islas Vírgenes de los Estados Unidos",
    "FM": "Estados Federados de Micronesia",
    "MH": "Islas Marshall",
    "PW": "Palaos",
    "AA": "Fuerzas Armadas en América",
    "AE": "Fuerzas Armadas en Europa",
    "AP": "Fuerzas Armadas en el Pacífico",
}
# What people also write.
OTHER_NAMES = {"tejas": "TX", "wash": "WA", "washington dc": "DC", "virgin islands": "VI", "islas virgenes": "VI"}
NEIGHBORS = {
    "AL": "FL GA MS TN",
    "AR": "LA MO MS OK TN TX",
    "AZ": "CA CO NM NV UT",
    "CA": "AZ NV OR",
    "CO": "AZ KS NE NM OK UT WY",
    "CT": "MA NY RI",
    "DC": "MD VA",
    "DE": "MD NJ PA",
    "FL": "AL GA",
    "GA": "AL FL NC SC TN",
    "GU": "MP",
    "IA": "IL MN MO NE SD WI",
    "ID": "MT NV OR UT WA WY",
    "IL": "IA IN KY MO WI",
    "IN": "IL KY MI OH",
    "KS": "CO MO NE OK",
    "KY": "IL IN MO OH TN VA WV",
    "LA": "AR MS TX",
    "MA": "CT NH NY RI VT",
    "MD": "DC DE PA VA WV",
    "ME": "NH",
    "MI": "IN OH WI",
    "MN": "IA ND SD WI",
    "MO": "AR IA IL KS KY NE OK TN",
    "MP": "GU",
    "MS": "AL AR LA TN",
    "MT": "ID ND SD WY",
    "NC": "GA SC TN VA",
    "ND": "MN MT SD",
    "NE": "CO IA KS MO SD WY",
    "NH": "MA ME VT",
    "NJ": "DE NY PA",
    "NM": "AZ CO OK TX UT",
    "NV": "AZ CA ID OR UT",
    "NY": "CT MA NJ PA VT",
    "OH": "IN KY MI PA WV",
    "OK": "AR CO KS MO NM TX",
    "OR": "CA ID NV WA",
    "PA": "DE MD NJ NY OH WV",
    "PR": "VI",
    "RI": "CT MA",
    "SC": "GA NC",
    "SD": "IA MN MT ND NE WY",
    "TN": "AL AR GA KY MO MS NC VA",
    "TX": "AR LA NM OK",
    "UT": "AZ CO ID NM NV WY",
    "VA": "DC KY MD NC TN WV",
    "VI": "PR",
    "VT": "MA NH NY",
    "WA": "ID OR",
    "WI": "IA IL MI MN",
    "WV": "KY MD OH PA VA",
    "WY": "CO ID MT NE SD UT",
}


def state_name(code: str, language: str | None = None) -> str:
    """The state's name in `language` (default: the current one); an unknown code is its own name."""
    language = language or get_language() or "en"
    names = {**ENGLISH_NAMES, **SPANISH_NAMES} if language.startswith("es") else ENGLISH_NAMES
    return names.get(code, code)


def state_choices() -> list[tuple[str, str]]:
    """Codes and names in the current language, by name."""
    return sorted(((code, state_name(code)) for code in ENGLISH_NAMES), key=lambda pair: pair[1])


def neighbors(code: str) -> list[str]:
    """The codes of the states that share a border (for islands: the next island group)."""
    return NEIGHBORS.get(code, "").split()


def _codes_by_words() -> dict[str, str]:
    names = [*ENGLISH_NAMES.items(), *SPANISH_NAMES.items(), *((code, code) for code in ENGLISH_NAMES)]
    return {" ".join(words_of(name)): code for code, name in names} | OTHER_NAMES


CODES_BY_WORDS = _codes_by_words()


def find_state(text: str) -> str:
    """The code of a state written as code or name, in English or Spanish; empty where it is none."""
    return CODES_BY_WORDS.get(" ".join(words_of(text)), "")


def split_state(text: str) -> tuple[str, str]:
    """City and state code of "McAllen, TX", "McAllen Texas" or "Las Cruces Nuevo México"; the code is
    empty where no state was written."""
    if "," in text:
        city, _, state = text.rpartition(",")
        return (city.strip(), find_state(state)) if find_state(state) else (text, "")
    words = text.split()
    for count in (3, 2, 1):
        code = find_state(" ".join(words[-count:]))
        if code and len(words) > count:
            return " ".join(words[:-count]), code
    return text, ""
