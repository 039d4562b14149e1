"""What every page has, and the settings of one site."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import MoreField
from cms.core.fields import EncryptedTextField


class KeyProof(models.Model):
    """One row for each key in use, which only the site's own keys open; cms.core.key_proof reads and writes them."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    sealed = EncryptedTextField(editable=False)
    index_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "Key proof"


class BasePage(Page):
    """The common ground of all public pages."""

    # Sensitive pages show the exit control and a neutral tab title (experience.md, Safety).
    is_sensitive: ClassVar[bool] = False
    # No cache may show the page without asking: a person may take back what stands on it.
    is_asked_each_time: ClassVar[bool] = False

    summary = models.TextField(
        _("summary"),
        max_length=240,
        blank=True,
        help_text=_("One or two sentences, shown on cards, in search results and when the page is shared."),
    )
    social_image = models.ForeignKey(
        "images.CustomImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    more = MoreField(
        verbose_name=_("below the page"),
        help_text=_("Shown below everything else. Readers see nothing of it while there is nothing to show."),
    )

    # It has no words to translate: a translation follows its source.
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("more", overridable=False)]
    # Each page type ends its own list with the panel "more".
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("summary")]
    promote_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("Search")),
        FieldPanel("social_image"),
        FieldPanel("show_in_menus"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """The sentence for search engines and shared links."""
        return self.search_description or self.summary

    # Set where an address was looked up: nowhere on the site does a rule say who may see a page.
    is_open_to_all = False

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Who-may-see-it rules of this page and those above it, in one query where Wagtail takes two.

        A copy kept in step (an alias) follows the rules of its source, as in Wagtail.
        """
        if self.is_open_to_all:
            return PageViewRestriction.objects.none()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        line = Page.objects.filter(path__in=[self.path[:end] for end in ends])
        of_sources = models.Q(page__aliases__in=line) | models.Q(page__aliases__aliases__in=line)
        return PageViewRestriction.objects.filter(models.Q(page__in=line) | of_sources).distinct()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "is_sensitive": self.is_sensitive}


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """What an editor may change about the whole site."""

    brand = models.CharField(_("name of the campaign"), max_length=80, default="Kinship")
    hotline = models.CharField(
        _("campaign hotline"), max_length=20, blank=True, help_text=_("The call-in number, for example +18554401800.")
    )
    hashtag = models.CharField(_("hashtag"), max_length=60, blank=True, help_text=_("Without the # sign."))
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    run_by = models.CharField(
        _("who runs the site"),
        max_length=160,
        blank=True,
        help_text=_("One line for the footer and for newspaper editors."),
    )
    run_by_es = models.CharField(_("who runs the site, in Spanish"), max_length=160, blank=True)
    exit_url = models.URLField(
        _("where “Leave this site” goes"),
        default="https://www.weather.gov/",
        help_text=_("A page that raises no questions, such as a weather report."),
    )

    safety_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page about leaving no trace"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A page directly below the home page: the words beside “Leave this site” link to it."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("brand"),
        FieldPanel("run_by"),
        FieldPanel("run_by_es"),
        FieldPanel("contact_email"),
        FieldPanel("hotline"),
        FieldPanel("hashtag"),
        FieldPanel("exit_url"),
        FieldPanel("safety_page"),
    ]

    class Meta:
        verbose_name = _("site settings")

    @classmethod
    def of_default_site(cls) -> "SiteSettings":
        """For e-mails and tasks, which know no request (one query). Nothing is stored where nobody has yet."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()

    @property
    def run_by_here(self) -> str:
        """Who runs the site, in the language of the page or e-mail."""
        return self.run_by_es if get_language() == "es" and self.run_by_es else self.run_by
