"""From a ZIP code to officials on a page: who they are, what to ask about a ZIP code that is split, and why not."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.core.forms import ZipField
from cms.officials.models import Office
from cms.officials.services import CongressAnswer, congress_for
from cms.places.districts import Kind, Reason
from cms.places.models import ZipArea

# What a visitor is told instead of officials, or above them.
SENTENCES = {
    Reason.DELEGATE: _(
        "Your delegate may speak and sit on committees, but has no vote on the floor of the House. People here have "
        "no senators."
    ),
    Reason.NEAREST: _(
        "This ZIP code is mostly post-office boxes, so this is our best guess: the district around it. Your senators "
        "are certain."
    ),
    Reason.MILITARY: _(
        "Mail to a military post office comes from anywhere. Enter the ZIP code where you are registered to vote."
    ),
    Reason.NO_DELEGATE: _("People here have an agreement with the United States, but nobody in Congress."),
    Reason.INACTIVE: _("The Postal Service no longer uses this ZIP code. Try the one on a recent letter."),
    Reason.NO_PLACE: _("We do not know where this ZIP code is. Try one nearby."),
    Reason.NO_DATA: _("We have no list of districts for this state yet. The Capitol switchboard connects you."),
}


class OfficialsForm(forms.Form):
    """ZIP, sent by GET."""

    zip = ZipField(help_text=_("We use it to find your officials, and do not keep it."))

    def clean_zip(self) -> str:
        zip_code: str = self.cleaned_data["zip"]
        self.answer = congress_for(zip_code)
        if self.answer.districts.reason == Reason.UNKNOWN:
            raise forms.ValidationError(_("We do not know this ZIP code. Check it, or try one nearby."))
        return zip_code


@dataclass
class OfficialsSearch:
    """The form and what it found. `district` ("NY-12") is what somebody in a split ZIP code chose."""

    form: OfficialsForm
    answer: CongressAnswer | None = None
    district: str = ""

    @property
    def was_asked(self) -> bool:
        return self.answer is not None

    @property
    def zip(self) -> str:
        return self.answer.districts.zip if self.answer else ""

    @property
    def area(self) -> ZipArea | None:
        """None before a ZIP code was asked for, and for one that the table lacks."""
        return self.answer.districts.area if self.answer else None

    @property
    def place(self) -> str:
        """ "McAllen, TX 78501", or the ZIP code alone."""
        return f"{self.area.label} {self.zip}" if self.area else self.zip

    @property
    def town(self) -> str:
        return self.area.city if self.area else ""

    @property
    def senators(self) -> list[Office]:
        """Of a ZIP code in two states, those of the chosen district's state."""
        found = list(self.answer.senators) if self.answer else []
        state = self.district.partition("-")[0]
        return [office for office in found if not state or office.state == state]

    @cached_property
    def house(self) -> list[Office]:
        """All candidates until one is chosen."""
        found = list(self.answer.house) if self.answer else []
        return [office for office in found if self.district in ("", seat_of(office))]

    @property
    def offices(self) -> list[Office]:
        """In the order to call them: the House first, because it has the fewest voters per member."""
        return [*self.house, *self.senators]

    @property
    def must_choose(self) -> bool:
        """Whether the ZIP code is split and nobody said which part is theirs."""
        return len(self.house) > 1

    @property
    def is_approximate(self) -> bool:
        return self.answer is not None and self.answer.districts.kind == Kind.APPROXIMATE

    @property
    def sentence(self) -> str:
        """What to say about this answer; empty where there is nothing to explain."""
        if self.answer is None:
            return ""
        if self.must_choose:
            return _split(len(self.house))
        return str(SENTENCES.get(self.answer.districts.reason, ""))


def search_officials(request: HttpRequest) -> OfficialsSearch:
    """The officials for `?zip=`, narrowed by `&district=`; without a ZIP code only the form."""
    if "zip" not in request.GET:
        return OfficialsSearch(OfficialsForm())
    form = OfficialsForm({"zip": request.GET["zip"]})
    if not form.is_valid():
        return OfficialsSearch(form)
    seats = {seat_of(office) for office in form.answer.house}
    chosen = request.GET.get("district", "")
    return OfficialsSearch(form, form.answer, chosen if chosen in seats else "")


def seat_of(office: Office) -> str:
    """ "NY-12": how a district is named in an address."""
    return f"{office.state}-{office.district}"


def _split(count: int) -> str:
    return ngettext(
        "This ZIP code lies in %(count)d district. Which is yours?",
        "This ZIP code lies in %(count)d districts. Which one is yours? Choose the name you know, or look at your "
        "voter card.",
        count,
    ) % {"count": count}


def context_of(found: OfficialsSearch) -> dict[str, Any]:
    """What the templates with officials need; errors of the form go into the page's summary."""
    return {"found": found, "form": found.form}
