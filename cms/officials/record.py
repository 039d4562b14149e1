"""Who is on record on a campaign: counts by state, and everybody of one state."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from cms.officials.models import Holder, Office, Position
from cms.officials.positions import newest_positions
from cms.places.states import state_name

# Those who answer to all voters of a state or district.
ON_RECORD = (*Office.CONGRESS, Office.Kind.GOVERNOR)
STANCES = tuple(Position.Stance.values)
NOT_ASKED = "not_asked"
# The order in which one state's people are listed.
ORDER: list[str] = [Office.Kind.GOVERNOR, Office.Kind.SENATOR, *Office.HOUSE]


@dataclass(frozen=True)
class StateRecord:
    """How many of one state stand where. `has_samples`: some of them are invented."""

    state: str
    spoken_out: int = 0
    in_favor: int = 0
    against: int = 0
    silent: int = 0
    not_asked: int = 0
    vacant: int = 0
    has_samples: bool = False

    @property
    def name(self) -> str:
        return state_name(self.state)


@dataclass(frozen=True)
class OfficeRecord:
    """One office and where its holder stands (none: vacant, or nobody has asked yet)."""

    office: Office
    position: Position | None

    @property
    def district_number(self) -> int:
        return int(self.office.district or 0)


def record_by_state(campaign_id: int | None) -> list[StateRecord]:
    """One row for each state with an office, by name in the current language. Two queries."""
    seats = Office.objects.of_kind(*ON_RECORD).exclude(state="").values("state").order_by()
    by_state: dict[str, dict[str, int]] = {
        row["state"]: {"vacant": row["number"]} for row in seats.annotate(number=Count("pk"))
    }
    samples = set()
    for state, stance, is_sample, number in _stances(campaign_id):
        counts = by_state[state]
        counts[stance or NOT_ASKED] = counts.get(stance or NOT_ASKED, 0) + number
        counts["vacant"] -= number
        if is_sample:
            samples.add(state)
    records = [StateRecord(state, **counts, has_samples=state in samples) for state, counts in by_state.items()]
    return sorted(records, key=lambda record: record.name)


def _stances(campaign_id: int | None) -> list[tuple[str, str | None, bool, int]]:
    """(state, newest stance, sample?, how many) of all who are in office."""
    newest = Position.objects.on_campaign(campaign_id or 0).filter(holder=OuterRef("pk")).values("stance")[:1]
    people = Holder.objects.current().filter(office__kind__in=ON_RECORD).exclude(office__state="").order_by()
    grouped = people.annotate(stance=Subquery(newest)).values_list("office__state", "stance", "is_sample")
    return list(grouped.annotate(number=Count("pk")))


def totals(records: list[StateRecord]) -> dict[str, int]:
    """The sums over all states, by stance, with `not_asked` and `vacant`."""
    names = (*STANCES, NOT_ASKED, "vacant")
    return {name: sum(getattr(record, name) for record in records) for name in names}


def record_of_state(state: str, campaign_id: int | None) -> list[OfficeRecord]:
    """Governor, senators, members of the House by district; vacant seats too. Four queries."""
    offices = list(Office.objects.of_kind(*ON_RECORD).filter(state=state).with_holders())
    positions = newest_positions(offices, campaign_id=campaign_id)
    records = [OfficeRecord(office, positions.get(office.pk)) for office in offices]
    return sorted(records, key=lambda record: (ORDER.index(record.office.kind), record.district_number))
