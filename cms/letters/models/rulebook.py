"""What one paper asks for. Fourteen published policies differ in each of these, so none is a global setting."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# From this many days on it is news on which days letters are not printed.
FEW_DAYS = 4


class Weekday(models.IntegerChoices):
    """ISO numbers."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class Rulebook(models.Model):
    """The published rules of a paper, how to reach it, and when somebody last read them."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        FORM = "form", _("on its own web form")
        POST = "post", _("by post")
        UNKNOWN = "unknown", _("not known yet")

    accepts_letters = models.BooleanField(_("takes letters"), default=True)
    channel = models.CharField(_("how to send"), max_length=10, choices=Channel, default=Channel.UNKNOWN)
    letters_email = models.EmailField(_("mailbox for letters"), blank=True)
    letters_url = models.URLField(_("web form for letters"), blank=True)
    postal_address = models.TextField(_("postal address"), max_length=300, blank=True)
    word_limit = models.PositiveSmallIntegerField(
        _("longest letter, in words"), default=250, validators=[MinValueValidator(20), MaxValueValidator(3000)]
    )
    frequency_days = models.PositiveSmallIntegerField(
        _("one letter per person every … days"), default=30, validators=[MaxValueValidator(730)]
    )
    exclusive = models.BooleanField(_("wants letters sent to no other paper"), default=False)
    local_only = models.BooleanField(_("takes letters only from its own area"), default=False)
    signature_required = models.BooleanField(_("needs a signature on paper"), default=False)
    must_include = models.CharField(_("what a letter must include"), max_length=240, blank=True)
    subject_phrase = models.CharField(
        _("words it wants in the subject"), max_length=80, blank=True, help_text=_("For example: Letter to the Editor")
    )
    printing_days = models.CharField(
        _("printing days"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[1-7]*$", _("Digits from 1 (Monday) to 7 (Sunday)."))],
        help_text=_("Digits from 1 (Monday) to 7 (Sunday): 3 for a weekly that comes out on Wednesdays."),
    )
    deadline_weekday = models.PositiveSmallIntegerField(_("deadline: day"), choices=Weekday, null=True, blank=True)
    deadline_time = models.TimeField(_("deadline: hour, in the paper's time"), null=True, blank=True)
    op_ed_limit = models.PositiveSmallIntegerField(
        _("longest op-ed, in words"),
        null=True,
        blank=True,
        validators=[MinValueValidator(100), MaxValueValidator(5000)],
    )
    op_ed_email = models.EmailField(_("mailbox for op-eds"), blank=True)
    cap_per_day = models.PositiveSmallIntegerField(
        _("most letters from us in a day"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    cap_per_week = models.PositiveSmallIntegerField(
        _("most letters from us in a week"), default=3, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    any_hour = models.BooleanField(
        _("takes letters at any hour"),
        default=False,
        help_text=_("Otherwise letters leave on weekday mornings in the paper's time zone."),
    )
    source_url = models.URLField(
        _("where its rules are published"), blank=True, help_text=_("Nothing is sent to a paper without a source.")
    )
    verified_on = models.DateField(_("rules read on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("rules read by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    notes = models.TextField(_("notes for the letters desk"), max_length=2000, blank=True)

    class Meta:
        abstract = True

    @property
    def printing_day_names(self) -> list[str]:
        """The days on which letters come out; empty for papers that come out most days."""
        days = sorted({int(digit) for digit in self.printing_days})
        return [str(Weekday(day).label) for day in days] if len(days) < FEW_DAYS else []

    def clean(self) -> None:
        """A channel needs its address, and a verification its source."""
        super().clean()
        problems = {}
        needed = {
            self.Channel.EMAIL: "letters_email",
            self.Channel.FORM: "letters_url",
            self.Channel.POST: "postal_address",
        }.get(self.Channel(self.channel))
        if needed and not getattr(self, needed):
            problems[needed] = _("Fill this in, or choose another way to send.")
        if self.verified_on and not self.source_url:
            problems["source_url"] = _("Say where you read the rules.")
        if self.op_ed_email and not self.op_ed_limit:
            problems["op_ed_limit"] = _("Say how long an op-ed may be.")
        if problems:
            raise ValidationError(problems)
