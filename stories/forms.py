"""What a storyteller fills in. Forms check; they store nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.core.forms import GuardedForm, LineField, MailboxField, PlainTextField
from cms.places.states import state_choices
from stories.choices import Display, Knows, Scope, Subject

LONGEST_STORY = 20_000
CONSENT_PREFIX = "consent_"


def states_to_choose() -> list[tuple[str, str]]:
    return [("", str(_("I would rather not say"))), *state_choices()]


class PhotosInput(forms.FileInput):
    """Several files from one control."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Shows the control and its errors; the view cleans and keeps the files themselves."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> None:
        return None


def consent_field(label: Any, hint: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=hint, required=False)


def check_contact(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """An address needs the permission to use it, and the permission an address."""
    has_address = cleaned.get("email") or cleaned.get("phone")
    may_write = cleaned.get("consent_contact")
    if "email" in form.errors:
        return
    if has_address and not may_write:
        form.add_error(
            "consent_contact", _("Tick “You may write to me or call me”, or take out the e-mail and the phone.")
        )
    if may_write and not has_address:
        form.add_error("email", _("Enter an e-mail or a phone number, or untick the box below."))


class ShareForm(GuardedForm):
    """Share your story: every part on one page, each permission alone and unticked."""

    # What the captcha said, where there is one (stories/captcha.py).
    person = forms.CharField(required=False, widget=forms.HiddenInput)

    body = PlainTextField(
        label=_("Your story"),
        max_length=LONGEST_STORY,
        help_text=_("Write it the way you would tell it. Leave out full names, addresses and A-numbers."),
        widget=forms.Textarea(attrs={"rows": 12, "data-character-limit": LONGEST_STORY}),
        error_messages={
            "required": _("Write your story. A few sentences are enough."),
            "max_length": ngettext_lazy(
                "Shorten your story: the limit is %(limit_value)d character, yours has %(show_value)d.",
                "Shorten your story: the limit is %(limit_value)d characters, yours has %(show_value)d.",
                "limit_value",
            ),
        },
    )
    title = LineField(label=_("A title"), max_length=120, required=False)

    subject = forms.ChoiceField(
        label=_("Who is your story about?"),
        choices=Subject.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who your story is about.")},
    )
    is_minor = forms.BooleanField(label=_("Someone in my story is under 18"), required=False)
    knows = forms.ChoiceField(
        label=_("If it is about someone else: do they know you are sharing it?"),
        choices=Knows.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    has_legal_case = forms.BooleanField(
        label=_("A court case or an immigration case is open right now"), required=False
    )
    fears_retaliation = forms.BooleanField(
        label=_("Someone could try to punish me or my family for telling this"), required=False
    )

    display = forms.ChoiceField(
        label=_("How do you want to appear?"),
        choices=Display.choices,
        initial=Display.ANONYMOUS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you want to appear.")},
    )
    name = LineField(
        label=_("Your name"),
        max_length=120,
        required=False,
        help_text=_("Only our team can see it. With it we make sure that it does not appear where you do not want it."),
    )
    pen_name = LineField(label=_("The name you choose"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("State"), choices=states_to_choose, required=False)
    place_detail = LineField(
        label=_("City or region"),
        max_length=80,
        required=False,
        help_text=_("Leave this empty to be shown with your state only."),
    )

    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_(
            "Up to 5 photos (JPEG, PNG, WebP or HEIC), 10 MB each. We remove place, time and device from them."
        ),
        widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif"}),
    )

    consent_keep = consent_field(_("You may keep my story and read it."), _("We need this one to receive your story."))
    consent_publish_text = consent_field(_("You may publish my story on this site, edited so that I stay safe."))
    consent_publish_photo = consent_field(_("You may publish my photos on this site."))
    consent_translate = consent_field(_("You may translate my story."))
    consent_social = consent_field(_("You may share my story on social media."))
    consent_press = consent_field(_("You may show my story to journalists."))
    consent_lawmakers = consent_field(_("You may show my story to lawmakers."))

    email = MailboxField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Our subject lines say nothing about your story."),
        # A browser on a shared phone shall not offer this address to the next person.
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = LineField(label=_("Phone"), max_length=40, required=False)
    safe_times = LineField(
        label=_("When is it safe to reach you?"),
        max_length=200,
        required=False,
        help_text=_("For example: weekdays before noon. Never on Sundays."),
    )
    consent_contact = consent_field(_("You may write to me or call me. Nobody who could harm me reads these messages."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        # A browser would cut pasted text at `maxlength` without a word; we count and say so instead.
        self.fields["body"].widget.attrs.pop("maxlength", None)

    @property
    def consents(self) -> frozenset[Scope]:
        """The permissions ticked in a valid form."""
        return frozenset(scope for scope in Scope if self.cleaned_data.get(f"{CONSENT_PREFIX}{scope}"))

    def clean_consent_keep(self) -> bool:
        if not self.cleaned_data["consent_keep"]:
            raise forms.ValidationError(_("Tick “You may keep my story and read it”, or we cannot receive your story."))
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_name(cleaned)
        check_contact(self, cleaned)
        if cleaned.get("subject") == Subject.OTHER and not cleaned.get("knows"):
            self.add_error("knows", _("Choose whether this person knows that you are sharing it."))
        return cleaned

    def _check_name(self, cleaned: dict[str, Any]) -> None:
        display = cleaned.get("display")
        if display in (Display.FULL_NAME, Display.FIRST_NAME, Display.INITIAL) and not cleaned.get("name"):
            self.add_error("name", _("Enter your name, or choose to stay anonymous."))
        if display == Display.CHOSEN_NAME and not cleaned.get("pen_name"):
            self.add_error("pen_name", _("Enter the name you choose, or choose to stay anonymous."))
