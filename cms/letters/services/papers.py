"""The only writers of papers beside the imports: what the letters desk decides about them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from cms.core.clock import now
from cms.letters.models import Coverage, Newspaper
from cms.letters.papers.areas import Area
from cms.letters.services.mailboxes import follow_mailbox, trust_mailboxes


@transaction.atomic
def note_edit(*, newspaper_id: int, areas: Iterable[Area] | None = None) -> None:
    """A person has saved this paper: imports leave it alone from now on. `areas` replace its coverage."""
    Newspaper.objects.filter(pk=newspaper_id).update(edited_at=now())
    follow_mailbox(newspaper_id)
    if areas is not None:
        _save_areas(newspaper_id, areas)


@transaction.atomic
def verify_paper(
    *, newspaper_id: int, user_id: int, on: date, values: dict[str, Any] | None = None, areas: list[Area] | None = None
) -> Newspaper:
    """Note that somebody read the paper's rules on that day, and what they read; its bounces are forgiven.

    Raises:
        ValidationError: where the rulebook contradicts itself.
    """
    paper = Newspaper.objects.select_for_update().get(pk=newspaper_id)
    for name, value in (values or {}).items():
        setattr(paper, name, value)
    paper.verified_on, paper.verified_by_id, paper.bounce_streak, paper.edited_at = on, user_id, 0, now()
    paper.full_clean(exclude=["verified_by"])
    paper.save()
    trust_mailboxes(paper)
    if areas is not None:
        _save_areas(newspaper_id, areas)
    return paper


def _save_areas(newspaper_id: int, areas: Iterable[Area]) -> None:
    wanted = {area.key: area for area in areas}
    for row in Coverage.objects.filter(newspaper=newspaper_id):
        if wanted.pop((row.state, row.county_key, row.zip), None) is None:
            row.delete()
    Coverage.objects.bulk_create([area.row_for(newspaper_id) for area in wanted.values()])
