"""The papers we have, by what imports know them by."""

from dataclasses import dataclass, field

from cms.letters.models import Coverage, Newspaper, PaperKey
from cms.letters.papers.sameness import keys_of


@dataclass
class Known:
    """The papers we have, and by which keys."""

    papers: dict[int, Newspaper]
    owners: dict[str, int | None]  # None: removed by the desk
    recorded: set[str]
    coverage: dict[int, set[tuple[str, str, str]]] = field(default_factory=dict)

    def find(self, keys: list[str]) -> tuple[Newspaper | None, bool]:
        """The paper that the first known key names, and whether the desk has removed it."""
        key = next((key for key in keys if key in self.owners), None)
        if key is None:
            return None, False
        owner = self.owners[key]
        return (self.papers[owner], False) if owner else (None, True)


def known_papers() -> Known:
    """Three queries."""
    papers = Newspaper.objects.in_bulk()
    recorded: dict[str, int | None] = dict(PaperKey.objects.values_list("key", "newspaper"))
    owners: dict[str, int | None] = {}
    for paper in papers.values():
        for key in keys_of(paper):
            owners.setdefault(key, paper.pk)
    coverage: dict[int, set[tuple[str, str, str]]] = {}
    for pk, *area in Coverage.objects.values_list("newspaper_id", "state", "county_key", "zip"):
        coverage.setdefault(pk, set()).add((area[0], area[1], area[2]))
    return Known(papers, owners | recorded, set(recorded), coverage)
