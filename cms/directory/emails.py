"""The one e-mail of this app: it asks an organization whether its facts are right."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.directory.models import OwnCheck
from cms.directory.own_checks import UnknownLink, find_check, paths_of, token_of
from cms.outbox.kinds import EmailKind, NothingToSend, RenderedEmail, register, render_templates
from cms.outbox.models import OutgoingEmail


def render_check(row: OutgoingEmail) -> RenderedEmail:
    """The question in both languages; nothing once the organization is hidden, answered or has another mailbox."""
    check = OwnCheck.objects.filter(pk=row.reference).first()
    try:
        check = find_check(token_of(check)) if check else None
    except UnknownLink:
        check = None
    if check is None or check.answer or not check.organization.is_listed:
        raise NothingToSend
    links = {code: f"{settings.PUBLIC_URL}{path}" for code, path in paths_of(check).items()}
    return render_templates("directory/check", {"organization": check.organization, "links": links})


register(EmailKind("directory.check", render_check, label=_("Directory: are these facts right?")))
