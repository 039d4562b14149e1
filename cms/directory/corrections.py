"""What readers can correct here: organizations."""

from django.utils.translation import gettext_lazy as _

from cms.corrections.models import What
from cms.corrections.subjects import SubjectKind, register
from cms.directory.models import Organization

register(
    SubjectKind(
        "organization",
        Organization,
        _("Organization"),
        str,
        Organization.objects.all,
        (What.PHONE, What.ADDRESS, What.HOURS, What.OTHER),
        is_shown=lambda organization: organization.is_listed,
    )
)
