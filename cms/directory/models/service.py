"""What an organization does for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.directory.models.bilingual import in_current_language
from cms.directory.models.exchanged import Exchanged
from cms.directory.models.organization import Organization


class Service(Exchanged, Orderable):
    """One kind of help (HSDS service)."""

    class Kind(models.TextChoices):
        LEGAL = "legal", _("Legal help")
        CHILDREN = "children", _("Children and youth")
        DETENTION = "detention", _("People in detention")
        FAMILY = "family", _("Reuniting families")
        BOND = "bond", _("Bond money")
        SUPPORT = "support", _("Food, shelter, support")
        RIGHTS = "rights", _("Know your rights")
        ORGANIZING = "organizing", _("Community organizing")

    class Cost(models.TextChoices):
        UNKNOWN = "", _("not known")
        FREE = "free", _("Free")
        LOW = "low", _("Low cost")
        PAID = "paid", _("Fees apply")

    class NewClients(models.TextChoices):
        UNKNOWN = "", _("not known")
        YES = "yes", _("Takes new clients")
        WAIT = "wait", _("Waiting list")
        NO = "no", _("No new clients at the moment")

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="services")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.LEGAL, db_index=True)
    description_en = models.TextField(_("description in English"), max_length=400, blank=True)
    description_es = models.TextField(_("description in Spanish"), max_length=400, blank=True)
    eligibility_en = models.CharField(_("who can get it, in English"), max_length=200, blank=True)
    eligibility_es = models.CharField(_("who can get it, in Spanish"), max_length=200, blank=True)
    apply_en = models.CharField(_("how to apply, in English"), max_length=200, blank=True)
    apply_es = models.CharField(_("how to apply, in Spanish"), max_length=200, blank=True)
    documents_en = models.CharField(_("what to bring, in English"), max_length=200, blank=True)
    documents_es = models.CharField(_("what to bring, in Spanish"), max_length=200, blank=True)
    cost = models.CharField(_("cost"), max_length=8, choices=Cost, default=Cost.UNKNOWN, blank=True)
    new_clients = models.CharField(
        _("new clients"), max_length=8, choices=NewClients, default=NewClients.UNKNOWN, blank=True
    )
    for_detained = models.BooleanField(_("for people in detention"), null=True, blank=True)
    for_released = models.BooleanField(_("for people who are not detained"), null=True, blank=True)
    is_remote = models.BooleanField(_("by phone or online"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def has_details(self) -> bool:
        """Whether more than its kind is known."""
        texts = (self.description, self.eligibility, self.how_to_apply, self.documents)
        return any(texts) or bool(self.cost or self.new_clients or self.is_remote)

    @property
    def description(self) -> str:
        return in_current_language(self, "description")

    @property
    def eligibility(self) -> str:
        return in_current_language(self, "eligibility")

    @property
    def how_to_apply(self) -> str:
        return in_current_language(self, "apply")

    @property
    def documents(self) -> str:
        return in_current_language(self, "documents")
