"""The page on which a supporter writes to the local paper."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from cms.actions.letter import steps as letter_steps
from cms.actions.letter import write as letter_write
from cms.actions.letter.blocks import LetterHelpField
from cms.actions.letter.our_words import with_public_state
from cms.actions.models.base import BaseActionPage
from cms.letters.models import Letter
from cms.letters.sampling import is_in_sample


class LetterPage(RoutablePageMixin, BaseActionPage):
    """ZIP, paper, text, writer, preview: one page each. What happens then is the letters' own business."""

    page_description = _(
        "Finds the writer's local paper, shows its rules, and sends a letter once the writer confirmed it."
    )

    class Review(models.TextChoices):
        OFF = "off", _("nobody: letters leave as confirmed")
        SAMPLE = "sample", _("the letters desk reads a sample")
        ALL = "all", _("the letters desk reads each one")

    writing_help = LetterHelpField(
        verbose_name=_("help beside the box"),
        help_text=_(
            "Up to three talking points and three questions. Never a finished letter: papers do not print those."
        ),
    )
    review = models.CharField(
        _("who reads letters first"),
        max_length=6,
        choices=Review,
        default=Review.OFF,
        help_text=_(
            "What the letters desk reads waits, after its writer has confirmed it, until somebody lets it go. Letters "
            "that look like a robot's always wait."
        ),
    )
    sample_one_in = models.PositiveSmallIntegerField(
        _("one letter in …"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text=_("Only for a sample: 5 means that about one letter in five is read first."),
    )

    content_panels: ClassVar[list[Panel]] = [
        *BaseActionPage.content_panels,
        FieldPanel("writing_help"),
        FieldRowPanel([FieldPanel("review"), FieldPanel("sample_one_in")]),
        FieldPanel("more"),
    ]

    class Meta:
        verbose_name = _("letter to the editor")
        verbose_name_plural = _("letters to the editor")

    @property
    def points(self) -> list[Any]:
        """The talking points (at most three)."""
        return [block for block in self.writing_help if block.block_type == "point"]

    @property
    def point_titles(self) -> list[str]:
        """For the print rates: which points stood beside the box."""
        return [block.value["title"] for block in self.points]

    @property
    def prompts(self) -> list[Any]:
        """The questions that help to begin."""
        return [block for block in self.writing_help if block.block_type == "prompt"]

    def versions(self, letter: Letter) -> list["LetterPage"]:
        """This action and the one on which `letter` was begun, in all languages in which they are live (one query)."""
        actions = Page.objects.filter(pk__in=[self.pk, letter.page_id]).values("translation_key")
        return list(with_public_state(LetterPage.objects.live().filter(translation_key__in=actions)))

    def holds(self, letter: Letter, versions: Sequence["LetterPage"]) -> bool:
        """Whether the letters desk reads `letter` before it leaves.

        A draft can be finished on another page or in another language than it was begun: the most careful counts.
        """
        return any(version.reads_first(letter) for version in (self, *versions))

    def reads_first(self, letter: Letter) -> bool:
        """What this page alone says."""
        if self.review == self.Review.SAMPLE:
            return is_in_sample(letter, one_in=self.sample_one_in)
        return self.review == self.Review.ALL

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return letter_steps.find_paper(self, request)

    @path("draft/<str:token>/paper/")
    def paper(self, request: HttpRequest, token: str) -> HttpResponse:
        return letter_steps.change_paper(self, request, token)

    @path("draft/<str:token>/")
    def write(self, request: HttpRequest, token: str) -> HttpResponse:
        return letter_write.write(self, request, token)

    @path("draft/<str:token>/kind/")
    def choose_kind(self, request: HttpRequest, token: str) -> HttpResponse:
        return letter_write.choose_kind(self, request, token)

    @path("draft/<str:token>/you/")
    def you(self, request: HttpRequest, token: str) -> HttpResponse:
        return letter_steps.about_you(self, request, token)

    @path("draft/<str:token>/preview/")
    def last_look(self, request: HttpRequest, token: str) -> HttpResponse:
        return letter_steps.preview(self, request, token)

    @path("draft/<str:token>/send/")
    def send_it(self, request: HttpRequest, token: str) -> HttpResponse:
        return letter_steps.send_yourself(self, request, token)
