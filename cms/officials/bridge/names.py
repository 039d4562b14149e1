"""How people and seats are called when they are heard, not read."""

from django.utils.translation import gettext as _

from cms.officials.models import Office
from cms.places.models import District
from cms.places.states import state_name


def person(office: Office) -> str:
    """ "Senator Alma Muestra"; of an empty seat, that it is vacant."""
    if office.holder is None:
        return _("whose seat is vacant")
    titles = {
        Office.Kind.SENATOR: _("Senator %(name)s"),
        Office.Kind.REPRESENTATIVE: _("Representative %(name)s"),
        Office.Kind.DELEGATE: _("Delegate %(name)s"),
    }
    title = _("Resident Commissioner %(name)s") if is_commissioner(office) else titles[Office.Kind(office.kind)]
    return title % {"name": office.holder.name}


def is_commissioner(office: Office) -> bool:
    return office.kind == Office.Kind.DELEGATE and office.state == "PR"


def place(office: Office) -> str:
    """ "Texas, district 15", or only the state."""
    state = state_name(office.state)
    if office.district in ("", District.AT_LARGE):
        return state
    return _("%(state)s, district %(number)s") % {"state": state, "number": office.district}


def vacancy(office: Office) -> str:
    if office.kind == Office.Kind.SENATOR:
        return _("One seat of %(place)s in the Senate is vacant.") % {"place": place(office)}
    return _("The seat of %(place)s in the House is vacant.") % {"place": place(office)}
