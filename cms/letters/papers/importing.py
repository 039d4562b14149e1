"""Papers from files. An import adds unverified papers, and changes only what no person has touched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cms.core.clock import now
from cms.core.imports import BadRow, Report, take
from cms.core.progress import batches
from cms.letters.models import Coverage, Newspaper, PaperKey
from cms.letters.papers.areas import Area
from cms.letters.papers.columns import PaperRow
from cms.letters.papers.gazetteer import Gazetteer
from cms.letters.papers.known import Known, known_papers
from cms.letters.papers.placing import own_county, place
from cms.letters.papers.sameness import PARKED_HOSTS, domain_of, paper_keys
from cms.places.models import ZipArea

CSV, THREE_DL_NEWS = "csv", "3dlnews"


@dataclass
class Wanted:
    """What the file says about one paper, from all of its rows."""

    values: dict[str, Any]
    areas: list[Area] | None
    keys: list[str]
    where: str
    paper: Newspaper | None = None
    is_removed: bool = False


def whole_map() -> Gazetteer:
    """The map for any file."""
    return Gazetteer(ZipArea.objects.all())


@transaction.atomic
def import_papers(rows: Iterable[PaperRow], *, origin: str, on_map: Gazetteer, report: Report) -> Report:
    """Write `rows`. A table of a person (`CSV`) goes before the list of the web (`THREE_DL_NEWS`)."""
    known = known_papers()
    wanted = list(_gathered(rows, known, on_map, report, origin))
    fresh = [one for one in wanted if one.paper is None and not one.is_removed]
    for one in fresh:
        one.paper = Newspaper(**one.values, imported_from=origin)
    _write_fresh(fresh)
    _write_changed([one for one in wanted if one.paper and one not in fresh], known, origin, report)
    _write_keys(wanted, known)
    report.added += len(fresh)
    removed = sum(one.is_removed for one in wanted)
    if removed:
        report.notes.append(f"{removed} papers stay away: the letters desk removed them")
    return report


def _gathered(
    rows: Iterable[PaperRow], known: Known, on_map: Gazetteer, report: Report, origin: str
) -> Iterator[Wanted]:
    """One `Wanted` for each paper: later rows of a paper fill in what earlier ones leave open."""
    by_key: dict[str, Wanted] = {}
    by_paper: dict[int, Wanted] = {}
    same = 0
    for row in rows:
        try:
            one = _wanted(row, on_map)
        except BadRow as error:
            report.reject(row.where, error)
            continue
        earlier = next((by_key[key] for key in one.keys if key in by_key), None)
        if earlier is None:
            one.paper, one.is_removed = known.find(one.keys)
            earlier = by_paper.setdefault(one.paper.pk, one) if one.paper else one
        if earlier is not one:
            same += 1
            _add_to(earlier, one, report, origin)
        for key in one.keys:
            by_key.setdefault(key, earlier)
    if same:
        report.notes.append(f"{same} rows told of a paper that had a row already, by website and county or by name")
    yield from {id(one): one for one in by_key.values()}.values()


def _wanted(row: PaperRow, on_map: Gazetteer) -> Wanted:
    values = row.values
    try:
        domain = domain_of(values["website"]) if values.get("website") else ""
    except ValueError as error:
        raise BadRow(f"the website {error}") from error
    if domain in PARKED_HOSTS:
        raise BadRow(f"the website leads to {domain}, where addresses are sold")
    place(row, on_map)
    _check(values)
    keys = paper_keys(**{name: values.get(name, "") for name in ("name", "city", "state", "county")}, domain=domain)
    return Wanted({**values, "domain": domain} if domain else values, row.areas, keys, row.where)


def _check(values: dict[str, Any]) -> None:
    """What fields cannot see alone, such as a channel without its address."""
    try:
        Newspaper(**values).clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise BadRow(f"{name}: {messages[0]}") from error


def _add_to(earlier: Wanted, later: Wanted, report: Report, origin: str) -> None:
    for name, value in later.values.items():
        earlier.values.setdefault(name, value)
    earlier.areas = earlier.areas or later.areas
    earlier.keys += [key for key in later.keys if key not in earlier.keys]
    if origin == CSV:
        report.notes.append(f"{later.where}: the same paper as {earlier.where}, {earlier.values['name']}")


def _may_touch(paper: Newspaper, origin: str) -> bool:
    """Only what an import made, nobody has edited or verified, and no better source has filled in."""
    is_ours = paper.edited_at is None and paper.verified_on is None
    return is_ours and paper.imported_from in ((CSV, THREE_DL_NEWS) if origin == CSV else (origin,))


def _write_fresh(fresh: list[Wanted]) -> None:
    papers = [one.paper for one in fresh if one.paper]
    with batches(papers, "Newspapers: adding") as slices:
        for rows in slices:
            Newspaper.objects.bulk_create(rows)
    areas = [
        area.row_for(one.paper.pk)
        for one in fresh
        if one.paper
        for area in (own_county(one.values) if one.areas is None else one.areas)
    ]
    Coverage.objects.bulk_create(areas, batch_size=2_000)


def _write_changed(wanted: list[Wanted], known: Known, origin: str, report: Report) -> None:
    changed: list[Newspaper] = []
    for one in wanted:
        paper = one.paper
        if paper is None:
            continue
        if not _may_touch(paper, origin):
            _note_difference(one, paper, origin, report)
            continue
        has_new_values, has_new_areas = take(paper, one.values), _take_areas(one, paper, known)
        if has_new_values or has_new_areas:
            paper.imported_from, paper.updated_at = origin, now()
            changed.append(paper)
    names = sorted({name for one in wanted for name in one.values} | {"imported_from", "updated_at"})
    Newspaper.objects.bulk_update(changed, names, batch_size=200)
    report.changed += len(changed)


def _take_areas(one: Wanted, paper: Newspaper, known: Known) -> bool:
    if one.areas is None or {area.key for area in one.areas} == known.coverage.get(paper.pk, set()):
        return False
    paper.coverage.all().delete()
    Coverage.objects.bulk_create([area.row_for(paper.pk) for area in one.areas])
    return True


def _note_difference(one: Wanted, paper: Newspaper, origin: str, report: Report) -> None:
    """Hands win over files; whoever imports their own table should see where."""
    names = [name for name, value in one.values.items() if name != "domain" and getattr(paper, name) != value]
    if names and origin == CSV:
        fields = ", ".join(sorted(names))
        report.notes.append(
            f"{one.where}: {paper.name} was left as people have edited it; the file differs in {fields}"
        )


def _write_keys(wanted: list[Wanted], known: Known) -> None:
    rows: dict[str, PaperKey] = {}
    for one in wanted:
        for key in one.keys:
            if one.paper and key not in known.recorded:
                rows.setdefault(key, PaperKey(key=key, newspaper_id=known.owners.get(key) or one.paper.pk))
    PaperKey.objects.bulk_create(rows.values(), batch_size=2_000)
