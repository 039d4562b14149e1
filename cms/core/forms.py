"""Form building blocks shared by all apps: tolerant fields and quiet guards against robots."""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import phonenumbers
from django import forms
from django.core import signing
from django.core.validators import EmailValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.core.text import clean_line, clean_text

FASTEST_HUMAN_SECONDS = 3
TOKEN_LIFETIME_SECONDS = 7 * 24 * 60 * 60
TOKEN_SALT = "core.form_token"  # noqa: S105  (a salt is no secret)


class PlainTextField(forms.CharField):
    """Several lines of plain text."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class LineField(forms.CharField):
    """One line of plain text, such as a name."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class MailboxValidator(EmailValidator):
    """An address out on the internet: mail to "localhost" or to a bare IP address would go astray or nowhere."""

    message = _("Enter an e-mail address like name@example.org.")
    domain_allowlist: list[str] = []

    def validate_domain_part(self, domain_part: str) -> bool:
        return self.domain_regex.fullmatch(domain_part) is not None


class MailboxField(forms.EmailField):
    """The e-mail address of somebody who wants mail from us, on one line."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    default_validators = [MailboxValidator()]
    default_error_messages = {"required": _("Enter your e-mail address.")}

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class ZipField(forms.CharField):
    """A ZIP code as people type it (78501, 78501-1234, ' 78501 '); the value is five digits."""

    default_error_messages = {
        "required": _("Enter your ZIP code."),
        "malformed": _("Enter a ZIP code with five digits, for example 78501."),
    }
    FORM = re.compile(r"^(\d{5})(?:[\s-]?\d{4})?$")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("ZIP code"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "postal-code", "class": "zip"}

    def to_python(self, value: Any) -> str:
        typed = clean_line(super().to_python(value) or "")
        if not typed:
            return ""
        match = self.FORM.match(typed)
        if match is None:
            raise forms.ValidationError(self.error_messages["malformed"], code="malformed")
        return match.group(1)


class PhoneField(forms.CharField):
    """A U.S. phone number in any notation; the value is E.164 (+19565550123)."""

    default_error_messages = {"malformed": _("Enter a U.S. phone number with area code, for example (956) 555-0123.")}

    def to_python(self, value: Any) -> str:
        typed = clean_line(super().to_python(value) or "")
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "US")
        except phonenumbers.NumberParseException:
            number = None
        # "Possible" alone would accept seven digits, which nobody elsewhere can call.
        complete = phonenumbers.ValidationResult.IS_POSSIBLE
        if number is None or phonenumbers.is_possible_number_with_reason(number) != complete:
            raise forms.ValidationError(self.error_messages["malformed"], code="malformed")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def new_form_token(key: str = "") -> str:
    """A signed token: when the form was shown and a random key that makes its submission unique.

    Args:
        key: that of a form that was shown before, to go on with it.
    """
    return signing.dumps(key or secrets.token_urlsafe(16), salt=TOKEN_SALT)


def key_of_token(token: str, *, max_age: int | None = None) -> str:
    """The key in a token of ours that is at most `max_age` seconds old; empty where there is none."""
    try:
        return str(signing.loads(token, salt=TOKEN_SALT, max_age=max_age))
    except signing.BadSignature:
        return ""


class GuardedForm(forms.Form):
    """A form with a honeypot, a minimum time and a key against double submission.

    The guards never refuse anybody: `is_suspect` tells the service to let a person look. `submission_key`
    is the same for a double click and a retry of one shown form, and new for the next shown form.
    """

    website = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    form_token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_token"].initial = new_form_token

    @property
    def submission_key(self) -> str:
        """The shown form's random key, or a fresh one where the token is missing or forged."""
        key = key_of_token(self.data.get("form_token", ""), max_age=TOKEN_LIFETIME_SECONDS)
        return key or secrets.token_urlsafe(16)

    @property
    def is_suspect(self) -> bool:
        """Whether a robot may have filled this form: honeypot filled, no token, or sent too fast."""
        token = self.data.get("form_token", "")
        if not key_of_token(token, max_age=TOKEN_LIFETIME_SECONDS):
            return True
        return bool(self.data.get("website")) or _is_younger_than(token, FASTEST_HUMAN_SECONDS)


def _is_younger_than(token: str, seconds: int) -> bool:
    try:
        signing.loads(token, salt=TOKEN_SALT, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True


def is_language_switch(request: HttpRequest) -> bool:
    """Whether this POST comes from the language switch: show the typed text, check and save nothing."""
    return request.method == "POST" and "language_switch" in request.POST


def form_with_typed_text(form_class: type[forms.Form], request: HttpRequest, **kwargs: Any) -> forms.Form:
    """The form filled with what was typed in the other language, without error messages."""
    form = form_class(**kwargs)
    for name, field in form.fields.items():
        if not isinstance(field, forms.FileField):
            form.initial[name] = field.widget.value_from_datadict(request.POST, request.FILES, form.add_prefix(name))
    return form


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a choice field what can be chosen today."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choice")
    field.choices = list(choices)


def form_of_request(
    form_class: Any, request: HttpRequest, initial: Mapping[str, Any] | None = None, **kwargs: Any
) -> Any:
    """A form of that class: bound by a POST, filled with the typed text by a language switch, else with `initial`."""
    if is_language_switch(request):
        return form_with_typed_text(form_class, request, **kwargs)
    return form_class(request.POST if request.method == "POST" else None, initial=initial, **kwargs)
