"""The outbox in the admin: what was sent, what was not and why. Bodies are not kept, so none can be read."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView

from cms.core.crypto import CannotDecrypt
from cms.outbox.kinds import NothingToSend, desk_url, has_own_desk, kind_choices, kind_label
from cms.outbox.models import CAN_BE_CANCELLED, CAN_BE_SENT_AGAIN, OutgoingEmail, Status
from cms.outbox.preview import preview
from cms.outbox.services import TooLate, cancel_email, send_again

NEEDS_A_PERSON = (Status.FAILED, Status.BOUNCED, Status.UNKNOWN)
MAY_ACT = "outbox.change_outgoingemail"
MAY_SEE = ("outbox.view_outgoingemail", MAY_ACT)


def _title(row: OutgoingEmail) -> str:
    return kind_label(row.kind)


class OutboxFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Status"), choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=kind_choices, widget=forms.RadioSelect)
    created_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Created"), widget=DateRangePickerWidget)

    class Meta:
        model = OutgoingEmail
        fields: ClassVar[list[str]] = ["status", "kind", "created_at"]


class OutboxIndexView(IndexView):
    """The newest first. The addresses stay encrypted."""

    model = OutgoingEmail
    queryset = OutgoingEmail.objects.defer("to")
    any_permission_required = ["view", "change"]
    default_ordering = "-created_at"
    filterset_class = OutboxFilterSet
    paginate_by = 50
    header_icon = "upload"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("kind", label=gettext_lazy("E-mail"), accessor=_title, get_url=self.get_inspect_url),
            Column("status", label=gettext_lazy("Status"), accessor="get_status_display", sort_key="status"),
            Column("reason", label=gettext_lazy("Reason"), accessor="get_reason_display"),
            Column("smtp_code", label=gettext_lazy("Code")),
            Column("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
            DateColumn("created_at", label=gettext_lazy("Created"), sort_key="created_at"),
            DateColumn("not_before", label=gettext_lazy("Not before"), sort_key="not_before"),
            DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
        ]


class OutboxEmailView(InspectView):
    """One row, with what may be done about it."""

    model = OutgoingEmail
    any_permission_required = ["view", "change"]
    template_name = "outbox/email.html"
    page_title = gettext_lazy("E-mail")
    header_icon = "upload"
    fields = [
        "recipient", "language", "attempts", "smtp_code", "created_at", "not_before", "first_tried_at", "sent_at",
        "reference", "message_id",
    ]  # fmt: skip

    def get_object(self, queryset: Any = None) -> OutgoingEmail:
        return get_object_or_404(OutgoingEmail.objects.defer("to"), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return kind_label(self.object.kind)

    def get_field_label(self, field_name: str, field: Any) -> str:
        labels = {"recipient": _("Recipient"), "message_id": _("Message-ID")}
        return labels.get(field_name) or str(super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return "–" if value is None else value

    def get_recipient_display_value(self) -> str:
        try:
            return self.object.masked_recipient
        except CannotDecrypt:
            return _("cannot be decrypted")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_act = self.request.user.has_perm(MAY_ACT) and not has_own_desk(self.object)
        return {
            **super().get_context_data(**kwargs),
            "can_send_again": may_act and self.object.status in CAN_BE_SENT_AGAIN,
            "can_cancel": may_act and self.object.status in CAN_BE_CANCELLED,
            "level": "warning" if self.object.status in NEEDS_A_PERSON else "info",
            "level_icon": "warning" if self.object.status in NEEDS_A_PERSON else "help",
            "desk_url": desk_url(self.object),
            "can_read": settings.LOCAL_MAILBOX,
        }


@require_POST
def send_again_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try it again now."""
    return _act(request, pk, send_again, _("The e-mail will be sent again now."))


@require_POST
def cancel_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do not send it."""
    return _act(request, pk, cancel_email, _("The e-mail will not be sent."))


def _act(request: HttpRequest, pk: UUID, service: Callable[..., OutgoingEmail], done: str) -> HttpResponse:
    if not request.user.has_perm(MAY_ACT):
        raise PermissionDenied
    row = get_object_or_404(OutgoingEmail.objects.defer("to"), pk=pk)
    if has_own_desk(row):
        raise PermissionDenied
    try:
        service(pk=pk)
    except TooLate:
        messages.error(request, _("Nothing was changed: this e-mail is being sent, was sent or has been dealt with."))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("outbox:email", args=[pk]))


@require_GET
def message_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The e-mail as it would be sent: only on a development machine."""
    if not settings.LOCAL_MAILBOX:
        raise Http404
    if not any(request.user.has_perm(name) for name in MAY_SEE):
        raise PermissionDenied
    row = get_object_or_404(OutgoingEmail, pk=pk)
    return render(request, "outbox/message.html", {"row": row, "title": kind_label(row.kind), **_read(row)})


def _read(row: OutgoingEmail) -> dict[str, Any]:
    try:
        return {"message": preview(row)}
    except NothingToSend:
        return {"is_gone": True}
    except Exception as error:  # whatever an app's render raises: the developer wants to see it
        return {"problem": f"{type(error).__name__}: {error}"}
