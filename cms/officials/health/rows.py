"""Every office and branch whose data somebody should look at, with what is wrong: six queries for all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.blocks.phone import readable_phone
from cms.core.clock import now, today
from cms.corrections.models import Correction
from cms.officials.models import CallReport, DistrictOffice, Office
from cms.officials.models.call_report import MAIN_NUMBER
from cms.officials.models.contact import Contact

# So many failed calls in so many days, and somebody should try the number.
FAILING_CALLS = 5
FAILING_WITHIN = timedelta(days=7)


class Problem(models.TextChoices):
    """What can be wrong with the data about an office or a branch, the most pressing first."""

    CORRECTED = "corrections", _("Readers say it is wrong")
    FAILING = "failing", _("Calls fail")
    NO_PHONE = "no_phone", _("Without a phone")
    TERM_OVER = "term_over", _("Term is over by our data")
    VACANT = "vacant", _("Vacant")
    STALE = "stale", _("Not checked for half a year")


@dataclass(frozen=True)
class HealthRow:
    """One office (`branch_id` 0) or branch with at least one problem."""

    office_id: int
    branch_id: int
    label: str
    holder: str
    kind: str
    state: str
    phone: str
    checked_on: date | None
    corrections: int
    failed_calls: int
    problems: tuple[Problem, ...]

    @property
    def problem_words(self) -> str:
        return ", ".join(str(problem.label) for problem in self.problems)


@dataclass(frozen=True)
class _Signals:
    """What readers and callers have told: by (model, id), and by (office, branch)."""

    corrections: dict[tuple[str, int], int]
    failed_calls: dict[tuple[int, int], int]


def health_rows(*, kind: str = "", state: str = "") -> list[HealthRow]:
    """All rows with a problem, of one kind of office or one state if given; most problems first."""
    moment = now()
    signals = _Signals(
        Correction.objects.open().numbers(),
        CallReport.objects.failed_numbers(moment - FAILING_WITHIN, moment),
    )
    wanted = Office.objects.of_kind(kind) if kind else Office.objects.all()
    offices = {office.pk: office for office in wanted.with_holders()}
    rows = [*_office_rows(offices, signals), *_branch_rows(offices, signals)]
    found = [row for row in rows if row.problems and state in ("", row.state)]
    return sorted(found, key=lambda row: (-len(row.problems), row.state, row.label))


def count_problems(rows: Iterable[HealthRow]) -> list[tuple[Problem, int]]:
    """How many rows have each problem, in the order of `Problem`."""
    counts = Counter(problem for row in rows for problem in row.problems)
    return [(problem, counts[problem]) for problem in Problem]


def _office_rows(offices: dict[int, Office], signals: _Signals) -> Iterator[HealthRow]:
    for office in offices.values():
        problems = {
            Problem.VACANT: office.is_vacant,
            Problem.TERM_OVER: bool(office.holder and office.holder.end and office.holder.end < today()),
        }
        yield _row(office, office, label=office.label, own=problems, told=signals)


def _branch_rows(offices: dict[int, Office], signals: _Signals) -> Iterator[HealthRow]:
    for branch in DistrictOffice.objects.open():
        office = offices.get(branch.office_id)
        if office:
            yield _row(office, branch, label=f"{office.label}: {branch}", own={}, told=signals)


def _row(
    office: Office, contact: Office | DistrictOffice, *, label: str, own: dict[Problem, bool], told: _Signals
) -> HealthRow:
    branch_id = 0 if contact is office else contact.pk
    corrections = told.corrections.get((str(contact._meta.model_name), contact.pk), 0)
    failed_calls = told.failed_calls.get((office.pk, branch_id or MAIN_NUMBER), 0)
    problems = {
        **own,
        Problem.CORRECTED: corrections > 0,
        Problem.FAILING: failed_calls >= FAILING_CALLS,
        **_of_contact(contact),
    }
    return HealthRow(
        office_id=office.pk,
        branch_id=branch_id,
        label=label,
        holder=office.holder.name if office.holder else "",
        kind=str(Office.Kind(office.kind).label),
        state=contact.state,
        phone=readable_phone(contact.phone),
        checked_on=contact.checked_on,
        corrections=corrections,
        failed_calls=failed_calls,
        problems=tuple(problem for problem in Problem if problems.get(problem)),
    )


def _of_contact(contact: Contact) -> dict[Problem, bool]:
    return {Problem.NO_PHONE: not contact.phone, Problem.STALE: not contact.is_current}
