"""The one e-mail of this app. It quotes nothing that the sender wrote."""

from django.utils.translation import gettext_lazy as _

from cms.corrections.models import Correction
from cms.corrections.subjects import subject_label, with_subjects
from cms.outbox.kinds import EmailKind, NothingToSend, RenderedEmail, register, render_templates
from cms.outbox.models import OutgoingEmail


def render_thanks(row: OutgoingEmail) -> RenderedEmail:
    """What became of it, with thanks; nothing once it was erased."""
    correction = with_subjects(Correction.objects.filter(pk=row.reference, erased_at=None)).first()
    if correction is None or correction.is_open:
        raise NothingToSend
    return render_templates("corrections/thanks", {"correction": correction, "label": subject_label(correction)})


register(EmailKind("corrections.thanks", render_thanks, label=_("Correction: thanks")))
