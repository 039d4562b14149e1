"""Every component with every state on one page, for editors and developers; it saves nothing."""

from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.core.forms import GuardedForm, LineField, PhoneField, PlainTextField, ZipField, form_with_typed_text
from cms.core.forms import is_language_switch as is_switch

COLORS = ("paper", "sand", "surface", "lilac", "night", "gold", "help", "danger")
FORM_ID = "sample-form"


class SampleForm(GuardedForm):
    """One field of each kind."""

    name = LineField(
        label=_("Your name"),
        help_text=_("As you would sign a letter."),
        error_messages={"required": _("Enter your name.")},
    )
    zip_code = ZipField(help_text=_("Five digits. We do not save it."))
    phone = PhoneField(label=_("Phone"), required=False)
    story = PlainTextField(
        label=_("Your story"),
        help_text=_("Leave out names of people who could be at risk."),
        widget=forms.Textarea(attrs={"rows": 5, "data-word-limit": 150}),
        error_messages={"required": _("Write your story.")},
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Choose a state")), ("AZ", "Arizona"), ("TX", "Texas")],
        error_messages={"required": _("Choose a state.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        help_text=_("You can change this later."),
        choices=[("all", _("Anyone")), ("staff", _("Only the people who run this site"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it.")},
    )
    uses = forms.MultipleChoiceField(
        label=_("Where may we show it?"),
        required=False,
        choices=[("site", _("On this site")), ("print", _("In print, with the name you choose and never with more"))],
        widget=forms.CheckboxSelectMultiple,
    )
    photo = forms.FileField(
        label=_("Photo"), required=False, help_text=_("JPG, PNG or HEIC, up to 10 MB. We remove location data.")
    )
    agree = forms.BooleanField(
        label=_("I wrote this myself."), error_messages={"required": _("Tick the box if you wrote this yourself.")}
    )


def show(request: HttpRequest) -> HttpResponse:
    """The page, for anybody who may open the admin; it checks the sample form and keeps nothing."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    form = _typed_form(request)
    response = render(request, "core/style_page.html", {**_samples(), "form": form, "switch_form_id": FORM_ID})
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _typed_form(request: HttpRequest) -> forms.Form:
    if is_switch(request):
        return form_with_typed_text(SampleForm, request)
    if request.method == "POST":
        return SampleForm(request.POST, request.FILES)
    return SampleForm()


def _samples() -> dict[str, Any]:
    return {
        "colors": COLORS,
        "form_id": FORM_ID,
        # "Leave this site" stands here as on the pages that need it.
        "is_sensitive": True,
        "broken": SampleForm({"broken-zip_code": "785", "broken-name": "Rosa"}, prefix="broken"),
        "trail": [(_("Home"), "/"), (_("Ways to act"), "#cards")],
        "steps": [(_("Find your office"), "done"), (_("Call"), "current"), (_("Tell us how it went"), "todo")],
        "page_obj": _second_page(),
    }


def _second_page() -> Page[int]:
    return Paginator(range(30), 10).page(2)
