"""What a file says about one organization, from whatever kind of file."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Values = dict[str, Any]


@dataclass
class Wanted:
    """Values of columns. A list of parts that is None was not in the file; a location's hours are under "schedules".

    `extra` is what HSDS says beyond our columns, for the organization; that of services and locations is in them.
    """

    where: str
    hsds_id: UUID
    values: Values
    extra: dict[str, Any] = field(default_factory=dict)
    phones: list[Values] | None = None
    services: list[Values] | None = None
    locations: list[Values] | None = None
    service_areas: list[Values] | None = None
    # The id stands in the file; without one, name and state tell which organization is meant.
    has_own_id: bool = True

    @property
    def states(self) -> set[str]:
        places = [*(self.locations or ()), *(self.service_areas or ())]
        return {place["state"] for place in places if place.get("state")}
