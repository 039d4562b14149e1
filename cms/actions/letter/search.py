"""What the letter page shows for a ZIP code or a state: papers to choose from, and never an empty screen."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language

from cms.actions.letter.find_forms import FindPaperForm, ListPapersForm
from cms.core.forms import ZipField
from cms.letters.models import Letter
from cms.letters.routing import FoundPaper, find_papers, papers_in_state, states_with_papers
from cms.places.models import ZipArea
from cms.places.services import UnknownZip, find_zip


@dataclass
class Found:
    """The two search forms and what they found. `form` is the one with errors to show, if any."""

    zip_form: FindPaperForm
    list_form: ListPapersForm
    papers: list[FoundPaper] = field(default_factory=list)
    area: ZipArea | None = None
    state: str = ""

    @property
    def form(self) -> Any:
        return self.list_form if self.list_form.is_bound else self.zip_form

    @property
    def was_asked(self) -> bool:
        return self.area is not None or bool(self.state)

    @property
    def has_local(self) -> bool:
        return any(one.match.is_local for one in self.papers)

    @property
    def wants_list(self) -> bool:
        """Whether to open the list of states: it was used, or the ZIP led nowhere."""
        return self.list_form.is_bound or bool(self.zip_form.errors) or (self.was_asked and not self.papers)

    @property
    def is_list(self) -> bool:
        """Chosen from a state's list, not by ZIP."""
        return self.area is None and bool(self.state)


def search(request: HttpRequest, *, zip_code: str = "") -> Found:
    """Papers for `?zip=` or `?state=&name=`; without either, only the forms."""
    asked_zip = {"zip": request.GET["zip"]} if "zip" in request.GET else None
    found = Found(
        zip_form=FindPaperForm(asked_zip, initial={"zip": zip_code}),
        list_form=ListPapersForm(request.GET if "state" in request.GET else None, states=states_with_papers()),
    )
    if found.list_form.is_bound:
        return _by_state(found)
    return _by_zip(found) if asked_zip else found


def _by_zip(found: Found) -> Found:
    if not found.zip_form.is_valid():
        return found
    found.area, found.state = found.zip_form.area, found.zip_form.area.state
    found.papers = find_papers(found.area, language=get_language() or "en")
    if not found.papers:
        found.papers = papers_in_state(found.state)
    return found


def _by_state(found: Found) -> Found:
    if found.list_form.is_valid():
        found.state = found.list_form.cleaned_data["state"]
        found.papers = papers_in_state(found.state, name=found.list_form.cleaned_data["name"])
    return found


def known_zip(request: HttpRequest) -> str:
    """The ZIP of the search, if it has the form of one."""
    try:
        return str(ZipField().clean(request.GET.get("zip", "")))
    except ValidationError:
        return ""


def writer_so_far(letter: Letter) -> dict[str, str]:
    """What the form about the writer begins with: what was saved, and the town of the ZIP code."""
    saved = {name: getattr(letter, name) for name in ("full_name", "street", "town", "zip", "phone", "email")}
    if not saved["town"] and saved["zip"]:
        with suppress(UnknownZip):
            saved["town"] = find_zip(saved["zip"]).city
    return saved
