"""What the starter kit knows about one organization. Unknown is left empty: no phone number is ever guessed."""

from dataclasses import dataclass, field

NATIONWIDE = ("national", "", "")


def state(code: str) -> tuple[str, str, str]:
    """The area of a whole state."""
    return ("state", code, "")


def county(name: str, code: str) -> tuple[str, str, str]:
    """The area of one county, such as ("Hidalgo County", "TX")."""
    return ("county", code, name)


@dataclass(frozen=True)
class Entry:
    """One organization: `cities` are "City, ST", `areas` are (extent, state, county), `kinds` are Service kinds."""

    name: str
    english: str
    spanish: str
    kinds: tuple[str, ...]
    areas: tuple[tuple[str, str, str], ...]
    cities: tuple[str, ...] = ()
    website: str = ""
    alternate_name: str = ""
    languages: list[str] = field(default_factory=list)
