"""A place that somebody holds: the phone stays when the person goes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.officials.models.contact import Contact, ContactQuerySet
from cms.officials.models.holder import Holder
from cms.places.states import state_choices, state_name


class OfficeQuerySet(ContactQuerySet["Office"]):
    """Offices by whom they serve, with whoever holds them."""

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def serving(self, *states: str) -> Self:
        """One U.S. Attorney serves two territories; everybody else one state."""
        return self.filter(Q(state__in=states) | Q(other_state__in=states))

    def vacant(self, on: date | None = None) -> Self:
        """Seats that we follow and that nobody holds."""
        return self.filter(kind__in=Office.SEATS).exclude(pk__in=Holder.objects.current(on).values("office"))

    def with_holders(self, on: date | None = None) -> Self:
        """Each office knows its `holder` (none: the seat is vacant), in one query for all."""
        current = Holder.objects.current(on).prefetch_related("positions")
        return self.prefetch_related(Prefetch("holders", current, to_attr="current_holders"))


class Office(Contact):
    """An office that can be called, written to or visited."""

    class Kind(models.TextChoices):
        SENATOR = "senator", _("Senator")
        REPRESENTATIVE = "representative", _("Representative")
        DELEGATE = "delegate", _("Delegate")
        GOVERNOR = "governor", _("Governor")
        US_ATTORNEY = "us_attorney", _("U.S. Attorney")
        AGENCY = "agency", pgettext_lazy("kind of office", "Agency")
        COMPANY = "company", pgettext_lazy("kind of office", "Company")

    HOUSE = (Kind.REPRESENTATIVE, Kind.DELEGATE)
    CONGRESS = (Kind.SENATOR, *HOUSE)
    # Whom we follow: nobody there means vacant. Of other offices we know who leads them only where somebody wrote it.
    SEATS = (*CONGRESS, Kind.GOVERNOR)

    # How imports find their rows again, such as "senator-WA-1"; empty for offices added by hand.
    key = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=160, blank=True, help_text=_("Empty for Congress and governors."))
    state = models.CharField(_("state"), max_length=2, blank=True, choices=state_choices)
    other_state = models.CharField(_("also serves"), max_length=2, blank=True, choices=state_choices)
    district = models.CharField(_("district"), max_length=2, blank=True, help_text=_("0 where there is only one."))
    website = models.URLField(_("website"), max_length=300, blank=True)
    contact_form = models.URLField(_("contact form"), max_length=300, blank=True)

    current_holders: list[Holder]  # set by with_holders() only

    objects = OfficeQuerySet.as_manager()

    class Meta(Contact.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["kind", "state", "district", "name", "key"]
        indexes = [*Contact.Meta.indexes, models.Index(fields=["kind", "state", "district"], name="office_seat")]

    def __str__(self) -> str:
        return self.label

    @property
    def holder(self) -> Holder | None:
        """Who holds it now; none: it is vacant. Ask `with_holders()` first where there are several offices."""
        if not hasattr(self, "current_holders"):
            return self.holders.current().first()
        return self.current_holders[0] if self.current_holders else None

    @property
    def is_vacant(self) -> bool:
        return self.kind in self.SEATS and self.holder is None

    @property
    def title(self) -> str:
        """What its holder is called."""
        if self.kind == self.Kind.DELEGATE and self.state == "PR":
            return str(_("Resident Commissioner"))
        if self.kind == self.Kind.GOVERNOR and self.state == "DC":
            return str(_("Mayor"))
        return str(self.Kind(self.kind).label)

    @property
    def label(self) -> str:
        """ "Senator, Texas", "Representative, TX-15", "U.S. Attorney, District of Alaska", or its own name."""
        if self.name:
            return f"{self.title}, {self.name}" if self.kind == self.Kind.US_ATTORNEY else self.name
        seat = f"{self.state}-{self.district}" if self.district not in ("", "0") else state_name(self.state)
        return f"{self.title}, {seat}" if seat else self.title
