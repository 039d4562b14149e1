"""How often letters are printed: by paper, and by the talking points that stood beside the box."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from cms.letters.models import MAY_BE_PRINTED, Letter, Newspaper


@dataclass
class Rate:
    """`arrived` letters reached a paper; of `known` somebody said whether they were printed; `printed` were."""

    arrived: int = 0
    known: int = 0
    printed: int = 0

    @property
    def percent(self) -> int | None:
        """Of those of which somebody said; None where nobody did."""
        return round(100 * self.printed / self.known) if self.known else None

    def count(self, printed: str) -> None:
        self.arrived += 1
        self.known += printed in (Letter.Printed.YES, Letter.Printed.NO)
        self.printed += printed == Letter.Printed.YES


def arrived_letters() -> QuerySet[Letter]:
    """Real letters that reached a paper, erased ones too: what is counted here is kept."""
    return Letter.objects.filter(status__in=MAY_BE_PRINTED, is_sample=False)


def paper_rates() -> QuerySet[Newspaper]:
    """Papers that got letters, each with `arrived`, `known` and `printed`; most letters first (one query)."""
    arrived = Q(letters__status__in=MAY_BE_PRINTED, letters__is_sample=False)
    known = arrived & Q(letters__printed__in=[Letter.Printed.YES, Letter.Printed.NO])
    return (
        Newspaper.objects.annotate(
            arrived=Count("letters", filter=arrived),
            known=Count("letters", filter=known),
            printed=Count("letters", filter=arrived & Q(letters__printed=Letter.Printed.YES)),
        )
        .filter(arrived__gt=0)
        .order_by("-arrived", "pk")
    )


def point_rates() -> list[tuple[str, Rate]]:
    """Each talking point's title with its letters, most letters first (one query)."""
    rates: defaultdict[str, Rate] = defaultdict(Rate)
    for points, printed in arrived_letters().values_list("points", "printed").iterator():
        for title in set(points):
            rates[title].count(printed)
    return sorted(rates.items(), key=lambda pair: (-pair[1].arrived, pair[0]))
