"""Whom a contact page leads to, and which offices those are."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.officials.models import Office
from cms.officials.models.office import OfficeQuerySet


class Whom(models.TextChoices):
    US_ATTORNEYS = "us_attorneys", _("U.S. Attorneys, by state")
    GOVERNORS = "governors", _("governors, by state")
    CONGRESS = "congress", _("members of Congress, by ZIP code")
    CHOSEN = "chosen", _("the offices chosen below, such as a company")


KINDS = {
    Whom.US_ATTORNEYS: (Office.Kind.US_ATTORNEY,),
    Whom.GOVERNORS: (Office.Kind.GOVERNOR,),
    Whom.CONGRESS: Office.CONGRESS,
}


def chosen_rows(page: Any) -> list[Any]:
    """What an editor chose for the page, in order (one query): each has `office_id`, `addressee` and `source`."""
    return list(page.chosen_offices.all()) if page.whom == Whom.CHOSEN else []


def offices_of(page: Any) -> OfficeQuerySet:
    """Every office that somebody can reach by this page."""
    if page.whom == Whom.CHOSEN:
        return Office.objects.filter(pk__in=[row.office_id for row in chosen_rows(page)])
    return Office.objects.of_kind(*KINDS[page.whom])
