"""Which organization of ours a file means: the one with its id, else the only one of its name in its states."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from cms.core.imports import Report
from cms.directory.hsds.sameness import name_key, names_and_states
from cms.directory.hsds.wanted import Wanted
from cms.directory.models import FormerId, Organization


class Known:
    """The names and states of all organizations, read once."""

    def __init__(self, origin: str) -> None:
        # They have the ids of this source: whatever comes from it with another id is another organization.
        self.of_this_source = set(Organization.objects.filter(imported_from=origin).values_list("pk", flat=True))
        self.by_name: dict[str, list[tuple[int, set[str]]]] = defaultdict(list)
        for pk, name, states in names_and_states():
            self.by_name[name].append((pk, states))
        self.taken: set[int] = set()
        self.merged: set[UUID] = set()

    def find(self, batch: Collection[Wanted], report: Report) -> dict[UUID, Organization]:
        """{id in the file: our row}, with all its parts; none is given twice."""
        wanted = [one.hsds_id for one in batch]
        ids = dict(Organization.objects.filter(hsds_id__in=wanted).values_list("hsds_id", "pk"))
        self.taken |= set(ids.values())
        former = dict(FormerId.objects.filter(hsds_id__in=wanted).values_list("hsds_id", "organization"))
        for one in batch:
            if one.hsds_id in former:
                self._find_merged(one, former[one.hsds_id], ids, report)
            elif one.hsds_id not in ids and (pk := self._by_name(one)):
                ids[one.hsds_id] = pk
                self.taken.add(pk)
        rows = {row.pk: row for row in Organization.objects.filter(pk__in=ids.values()).complete()}
        return {key: rows[pk] for key, pk in ids.items()}

    def _find_merged(self, one: Wanted, pk: int, ids: dict[UUID, int], report: Report) -> None:
        """What was merged says nothing more where the file also knows the one that stayed."""
        if pk in self.taken:
            self.merged.add(one.hsds_id)
            report.notes.append(f"{one.where}: {one.values['name']} became part of another organization")
        else:
            ids[one.hsds_id] = pk
            self.taken.add(pk)

    def _by_name(self, one: Wanted) -> int | None:
        same = [
            pk
            for pk, states in self.by_name.get(name_key(one.values["name"]), ())
            if pk not in self.taken and (states & one.states or not states or not one.states)
            if not (one.has_own_id and pk in self.of_this_source)
        ]
        return same[0] if len(same) == 1 else None
