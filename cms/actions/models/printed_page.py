"""The wall of printed letters: proof that a letter to a local paper can be read by thousands."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index

from cms.actions.models.letter_page import LetterPage
from cms.core.blocks import BodyField
from cms.core.models import BasePage
from cms.letters.printed.wall import counts_by_state, shown_letters
from cms.places.states import state_name

LETTERS_PER_PAGE = 24


class PrintedLettersPage(BasePage):
    """Letters that were printed and whose writers let us show it, with a table of the states."""

    template = "actions/printed_letters_page.html"
    page_description = _(
        "Shows letters that papers printed, when their writers agree and the letters desk has looked at them."
    )
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "actions.ActionIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    body = BodyField(verbose_name=_("text below the letters"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("more")]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("printed letters page")
        verbose_name_plural = _("printed letters pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        counts = counts_by_state()
        asked = request.GET.get("state", "")
        # A state that does not exist is ignored, never an error.
        state = asked if asked in {count.state for count in counts} else ""
        letters = Paginator(shown_letters(state), LETTERS_PER_PAGE).get_page(request.GET.get("page"))
        return {
            **context,
            "counts": counts,
            "state": state,
            "state_name": state_name(state) if state else "",
            "letters": letters,
            "keep": f"state={state}" if state else "",
            "letter_page": LetterPage.objects.live().public().filter(locale=self.locale_id).first(),
        }
