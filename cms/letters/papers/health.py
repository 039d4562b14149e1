"""How well the papers are kept, in one line."""

from dataclasses import dataclass

from django.db.models import Count, Q

from cms.letters.models import Newspaper


@dataclass(frozen=True)
class PaperHealth:
    """Papers, and how many of them wait for the letters desk."""

    rows: int = 0
    offered: int = 0
    stale: int = 0  # rules read more than 180 days ago
    unread: int = 0  # never read: not offered
    bouncing: int = 0

    def __str__(self) -> str:
        return (
            f"{self.rows} newspapers: {self.offered} offered by e-mail, {self.stale} with rules read long ago, "
            f"{self.unread} never read, {self.bouncing} bouncing"
        )


def paper_health() -> PaperHealth:
    """One query."""
    papers = Newspaper.objects.all()
    counts = papers.aggregate(
        rows=Count("pk"),
        offered=Count("pk", filter=Q(pk__in=papers.offered().values("pk"))),
        stale=Count("pk", filter=Q(pk__in=papers.stale().values("pk"))),
        unread=Count("pk", filter=Q(verified_on=None)),
        bouncing=Count("pk", filter=Q(bounce_streak__gt=0)),
    )
    return PaperHealth(**counts)
