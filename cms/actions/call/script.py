"""The words to say: the editor's opening, the points chosen, the closing, with what is known filled in."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import pgettext

from cms.actions.officials_search import OfficialsSearch
from cms.core.script_slots import fill_slots
from cms.officials.models import Office
from cms.places.states import state_name


def words_of(page: Any, asks: Sequence[int], values: dict[str, str]) -> str:
    """The whole script as plain paragraphs; `asks` are places in the page's list of points."""
    points = page.ask_list
    chosen = [str(points[number]["words"]) for number in asks if number < len(points)]
    parts = [page.script_opening, *chosen, page.script_closing]
    return fill_slots("\n\n".join(part.strip() for part in parts if part.strip()), values)


def caller_values(found: OfficialsSearch, name: str = "", town: str = "") -> dict[str, str]:
    """What the slots about the caller stand for, as far as it is known."""
    state = state_name(found.area.state) if found.area else ""
    return {"name": name, "town": town or found.town, "zip": found.zip, "state": state}


def spoken_name(office: Office) -> str:
    """ "Senator Alma Muestra"; empty while the seat is vacant, so that the slot stays to be seen."""
    if office.holder is None:
        return ""
    return pgettext("how a script names an official", "%(title)s %(name)s") % {
        "title": office.title,
        "name": office.holder.name,
    }
