"""The page on which a supporter calls Congress."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import path

from cms.actions.call import steps as call_steps
from cms.actions.models.letter_page import LetterPage
from cms.actions.models.officials_base import OfficialsActionPage
from cms.officials.models import CallReport
from cms.officials.models.contact import is_phone_number

# Small numbers say less about a campaign than about who happened to look.
LEAST_SHOWN = 10


class CallPage(OfficialsActionPage):
    """ZIP, officials, words to say, and how it went. Nobody's name, number or ZIP code is kept."""

    page_description = _(
        "Finds the officials of a ZIP code, shows their numbers and the words to say, and counts calls."
    )

    hotline = models.CharField(
        _("call-in line"),
        max_length=20,
        blank=True,
        validators=[is_phone_number],
        help_text=_("Shown large on top, for example +18554401800. Empty: the hotline of the site settings."),
    )
    script_opening = models.TextField(
        _("opening words"),
        max_length=600,
        blank=True,
        help_text=_(
            "Who is calling and why. [your name], [your town], [your ZIP code] and [the official] are filled in."
        ),
    )
    script_closing = models.TextField(
        _("closing words"), max_length=400, blank=True, help_text=_("What to say last, with the same slots.")
    )

    content_panels: ClassVar[list[Panel]] = [
        *OfficialsActionPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("script_opening"), FieldPanel("script_closing")], _("The script, around the points")
        ),
        FieldPanel("hotline"),
        FieldPanel("more"),
    ]

    class Meta:
        verbose_name = _("call Congress")
        verbose_name_plural = _("call Congress")

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return call_steps.call(self, request)

    @path("reminder/<int:office_id>/")
    def reminder(self, request: HttpRequest, office_id: int) -> HttpResponse:
        return call_steps.reminder(self, request, office_id)

    @cached_property
    def shown_calls(self) -> int:
        """Calls told of on this page, in whichever language; 0 while there are fewer than ten (one query)."""
        calls = CallReport.objects.filter(page__translation_key=self.translation_key).count()
        return calls if calls >= LEAST_SHOWN else 0

    @cached_property
    def live_letter_page(self) -> LetterPage | None:
        """A letter page in this language, for those who do not get through (one query)."""
        return LetterPage.objects.live().filter(locale_id=self.locale_id).first()
