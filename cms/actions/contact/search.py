"""From a state or a ZIP code to the offices of a contact page, with what has to be said about them."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.actions.contact.forms import WhereForm
from cms.actions.contact.whom import Whom, chosen_rows, offices_of
from cms.actions.officials_search import search_officials, seat_of
from cms.officials.models import Office
from cms.places.districts import WITHOUT_DELEGATE
from cms.places.states import state_name

# American Samoa has no federal district court (GAO, June 2008, "American Samoa"), and so nobody who prosecutes in it.
WITHOUT_US_ATTORNEY = frozenset({"AS"})


@dataclass
class ContactSearch:
    """The form (none where the offices are fixed), the offices it found, and the sentences above them."""

    form: forms.Form | None = None
    was_asked: bool = False
    offices: list[Office] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    place: str = ""  # "Texas", or "McAllen, TX 78501"
    town: str = ""
    query: dict[str, str] = field(default_factory=dict)  # what was asked, to ask it again
    seats: dict[int, str] = field(default_factory=dict)  # of a split ZIP code, which part each office stands for
    chosen: dict[int, Any] = field(default_factory=dict)  # what an editor wrote about each chosen office

    @property
    def zip(self) -> str:
        return self.query.get("zip", "")

    @property
    def address(self) -> str:
        """The query of this search as part of an address: "?state=TX"."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def state_for(self, office: Office) -> str:
        """Where the visitor lives, if this office serves them there: nobody is put into another's state."""
        return next((state for state in self.states if state in (office.state, office.other_state)), "")


def search_contacts(page: Any, request: HttpRequest) -> ContactSearch:
    """The offices of the page for `?state=` or `?zip=`; all of them where an editor chose them."""
    if page.whom == Whom.CHOSEN:
        return _chosen(page)
    if page.whom == Whom.CONGRESS:
        return _in_congress(request)
    asked = {name: request.GET[name] for name in ("state", "zip") if name in request.GET}
    form = WhereForm(asked or None)
    if not form.is_valid():
        return ContactSearch(form)
    return _by_state(page, form)


def _chosen(page: Any) -> ContactSearch:
    rows = {row.office_id: row for row in chosen_rows(page)}
    offices = Office.objects.filter(pk__in=rows).with_holders()
    order = list(rows)
    return ContactSearch(offices=sorted(offices, key=lambda office: order.index(office.pk)), chosen=rows)


def _in_congress(request: HttpRequest) -> ContactSearch:
    found = search_officials(request)
    return ContactSearch(
        form=found.form,
        was_asked=found.was_asked,
        offices=found.offices,
        sentences=[found.sentence] if found.sentence else [],
        states=sorted({office.state for office in found.offices}),
        place=found.place,
        town=found.town,
        query={"zip": found.zip} if found.was_asked else {},
        seats={office.pk: seat_of(office) for office in found.house} if found.must_choose else {},
    )


def _by_state(page: Any, form: WhereForm) -> ContactSearch:
    states, zip_code = form.states, form.cleaned_data["zip"]
    offices = list(offices_of(page).serving(*states).with_holders())
    area = form.area
    names = [state_name(state) for state in states]
    return ContactSearch(
        # A fresh form: the ZIP code of this search must not contradict the state of the next.
        form=WhereForm(initial={"state": "" if zip_code else states[0]}),
        was_asked=True,
        offices=offices,
        sentences=[*_about_zip(form, names), *(one for state in states for one in _about(page.whom, state, offices))],
        states=states,
        place=f"{area.label} {zip_code}" if area else zip_code or names[0],
        town=area.city if area and states else "",
        query={"zip": zip_code} if zip_code else {"state": states[0]},
    )


def _about_zip(form: WhereForm, names: list[str]) -> list[str]:
    if not form.cleaned_data["zip"]:
        return []
    if not names:
        return [_("Mail to a military post office comes from anywhere. Choose the state where you vote.")]
    if form.area and not form.area.is_active:
        return [_("The Postal Service no longer uses this ZIP code. It was in %(state)s.") % {"state": names[0]}]
    if len(names) > 1:
        words = _("This ZIP code lies in two states, %(first)s and %(second)s. Choose yours.")
        return [words % {"first": names[0], "second": names[1]}]
    return []


def _about(whom: str, state: str, offices: list[Office]) -> list[str]:
    """What to say about one state's offices."""
    here = [office for office in offices if state in (office.state, office.other_state)]
    if not here:
        return [_nobody(whom, state)]
    if whom == Whom.GOVERNORS:
        return [_("The District of Columbia has a mayor, not a governor.")] if state == "DC" else []
    if len(here) > 1:
        return [_several(state, len(here))]
    shared = {"first": state_name(here[0].state), "second": state_name(here[0].other_state)}
    return [_("One U.S. Attorney serves %(first)s and %(second)s.") % shared] if here[0].other_state else []


def _several(state: str, count: int) -> str:
    return ngettext(
        "%(state)s has %(count)d U.S. Attorney.",
        "%(state)s has %(count)d U.S. Attorneys. We cannot tell by county which one is yours: choose the one you know. "
        "Each office's site says which counties it serves.",
        count,
    ) % {"state": state_name(state), "count": count}


def _nobody(whom: str, state: str) -> str:
    name = {"state": state_name(state)}
    if state in WITHOUT_DELEGATE:
        return _("%(state)s is an independent country that works with the United States. It has no such office.") % name
    if whom == Whom.US_ATTORNEYS and state in WITHOUT_US_ATTORNEY:
        return _("%(state)s has no U.S. Attorney, because it has no federal district court.") % name
    if whom == Whom.US_ATTORNEYS:
        return _("We have no U.S. Attorney of %(state)s on our list yet. Look at justice.gov/usao.") % name
    return _("We do not have the governor of %(state)s on our list yet. Look at the state's own website.") % name
