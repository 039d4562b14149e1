"""What readers can correct here: offices, and their branches."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.corrections.models import What
from cms.corrections.subjects import SubjectKind, register
from cms.officials.models import DistrictOffice, Office


def office_label(office: Office) -> str:
    """ "Alma Muestra, Senator, Texas"; without a name where the seat is vacant."""
    return f"{office.holder}, {office.label}" if office.holder else office.label


def branch_label(branch: DistrictOffice) -> str:
    """ "Alma Muestra, Senator, Texas: McAllen, TX". A closed one is said to be: who has an old page may mean it."""
    label = f"{office_label(branch.office)}: {branch}"
    return gettext("%(office)s (closed)") % {"office": label} if branch.closed_on else label


def _offices() -> QuerySet[Office]:
    return Office.objects.with_holders()


def _branches() -> QuerySet[DistrictOffice]:
    return DistrictOffice.objects.prefetch_related(Prefetch("office", Office.objects.with_holders()))


register(SubjectKind("office", Office, _("Office"), office_label, _offices))
register(
    SubjectKind(
        "branch",
        DistrictOffice,
        _("District office"),
        branch_label,
        _branches,
        (What.PHONE, What.ADDRESS, What.HOURS, What.OTHER),
    )
)
