"""A newspaper with its own rulebook: what it takes, how long, how often, through which door."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from cms.core.clock import today
from cms.letters.models.coverage import Coverage, county_key
from cms.letters.models.rulebook import Rulebook
from cms.places.models import Located, LocatedQuerySet

STALE_AFTER = timedelta(days=180)
# After this many bounces nothing more is sent until somebody has looked at the address.
MOST_BOUNCES = 1


class NewspaperQuerySet(LocatedQuerySet["Newspaper"]):
    def verified(self) -> "NewspaperQuerySet":
        """Papers whose rules somebody has read, with a source and a date."""
        return self.filter(verified_on__isnull=False).exclude(source_url="")

    def offered(self) -> "NewspaperQuerySet":
        """Papers that we may send a letter to: verified, willing, and reachable by e-mail."""
        return (
            self.verified()
            .filter(
                is_active=True,
                accepts_letters=True,
                channel=Newspaper.Channel.EMAIL,
                signature_required=False,
                bounce_streak__lt=MOST_BOUNCES,
            )
            .exclude(letters_email="")
        )

    def by_hand(self) -> "NewspaperQuerySet":
        """Papers that a writer can send a letter to, but we cannot: their web form, or a signature on paper."""
        at_form = Q(channel=Newspaper.Channel.FORM) & ~Q(letters_url="")
        on_paper = (Q(channel=Newspaper.Channel.POST) | Q(signature_required=True)) & ~Q(postal_address="")
        return self.verified().filter(at_form | on_paper, is_active=True, accepts_letters=True)

    def to_choose(self) -> "NewspaperQuerySet":
        """What a writer may choose from."""
        return self.offered() | self.by_hand()

    def stale(self) -> "NewspaperQuerySet":
        """Verified, but so long ago that the rules may have changed."""
        return self.filter(verified_on__lt=today() - STALE_AFTER)

    def covering(self, *, zip: str, state: str, county: str) -> "NewspaperQuerySet":  # noqa: A002
        """Papers whose coverage names this ZIP or this county."""
        covered = Q(zip=zip) | Q(zip="", state=state, county_key=county_key(county))
        return self.filter(pk__in=Coverage.objects.filter(covered).values("newspaper"))

    def with_waiting(self) -> "NewspaperQuerySet":
        """Each paper with `waiting`: confirmed letters that have not left yet."""
        return self.annotate(waiting=Count("deliveries", filter=Q(deliveries__ended_at=None)))


class Newspaper(Rulebook, Located, ClusterableModel):
    """One newspaper. Imported ones are unverified and never offered until the letters desk has read their rules."""

    class Kind(models.TextChoices):
        DAILY = "daily", _("daily")
        WEEKLY = "weekly", _("weekly")
        ONLINE = "online", _("online only")

    class Reach(models.TextChoices):
        LOCAL = "local", _("local")
        STATEWIDE = "statewide", _("statewide")
        NATIONAL = "national", _("national")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DAILY)
    language = models.CharField(_("language it prints in"), max_length=5, choices=settings.LANGUAGES, default="en")
    reach = models.CharField(_("reach"), max_length=10, choices=Reach, default=Reach.LOCAL)
    city = models.CharField(_("city"), max_length=60)
    state = models.CharField(
        _("state"), max_length=2, db_index=True, validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters."))]
    )
    county = models.CharField(_("county"), max_length=60, blank=True)
    county_fips = models.CharField(
        _("county FIPS code"), max_length=5, blank=True, validators=[RegexValidator(r"^\d{5}$", _("Five digits."))]
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="America/New_York")
    website = models.URLField(_("website"), blank=True)
    domain = models.CharField(_("domain"), max_length=120, blank=True, db_index=True, editable=False)
    bounce_streak = models.PositiveSmallIntegerField(_("bounces in a row"), default=0, editable=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Turn off to stop offering it. Letters that wait for it do not leave, and their writers are told."),
    )
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Invented, to show how things work."))
    # Imports change only what an import made and nobody has touched or verified since.
    imported_from = models.CharField(_("imported from"), max_length=20, blank=True, editable=False)
    edited_at = models.DateTimeField(_("last edited by a person"), null=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = NewspaperQuerySet.as_manager()

    class Meta(Located.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspapers")

    def __str__(self) -> str:
        return f"{self.name} ({self.city}, {self.state})"

    def clean(self) -> None:
        """The time zone exists."""
        super().clean()
        try:
            self.zone  # noqa: B018  (reading it is the check)
        except (KeyError, ValueError, OSError):
            raise ValidationError({"time_zone": _("Enter a time zone such as America/Chicago.")}) from None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def place_label(self) -> str:
        return f"{self.city}, {self.state}"

    @property
    def is_verified(self) -> bool:
        return self.verified_on is not None and bool(self.source_url)

    @property
    def is_stale(self) -> bool:
        """Verified, but so long ago that its rules may have changed."""
        return self.verified_on is not None and today() - self.verified_on > STALE_AFTER

    @property
    def may_be_offered(self) -> bool:
        """The same question as `offered()`, for one row at hand."""
        takes_mail = self.channel == self.Channel.EMAIL and bool(self.letters_email) and not self.signature_required
        is_willing = self.is_active and self.accepts_letters and self.bounce_streak < MOST_BOUNCES
        return self.is_verified and takes_mail and is_willing

    @property
    def is_by_hand(self) -> bool:
        """The same question as `by_hand()`, for one row at hand."""
        at_form = self.channel == self.Channel.FORM and bool(self.letters_url)
        on_paper = (self.channel == self.Channel.POST or self.signature_required) and bool(self.postal_address)
        return self.is_verified and self.is_active and self.accepts_letters and (at_form or on_paper)

    @property
    def takes_op_eds(self) -> bool:
        return bool(self.op_ed_limit or self.op_ed_email)

    @property
    def needs_paper(self) -> bool:
        """Whether a writer has to print and sign it."""
        return bool(self.postal_address) and (self.channel == self.Channel.POST or self.signature_required)

    @property
    def days_since_verified(self) -> int | None:
        return (today() - self.verified_on).days if isinstance(self.verified_on, date) else None
