"""Which of our columns is which field of HSDS."""

import re
from typing import Any

from cms.directory.hsds.columns import (
    Column,
    code_of,
    line,
    only_yes,
    read_bool,
    read_date,
    read_email,
    read_id,
    read_number,
    read_url,
    text,
)
from cms.directory.models import Service
from cms.places.states import find_state

Kind, Cost, NewClients = Service.Kind, Service.Cost, Service.NewClients


def joined(name: str, longest: int) -> Any:
    """Reads the field `name` of a list of objects as one line."""
    cut = line(longest)
    return lambda raw: cut("; ".join(str(one.get(name) or "") for one in _objects(raw) if one.get(name)))


def alone(name: str) -> Any:
    """Writes one line as a list of one object."""
    return lambda value: [{name: value}]


def _objects(raw: Any) -> list[dict[str, Any]]:
    return [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []


def read_zip(raw: Any) -> str:
    digits = str(raw or "").strip()[:5]
    return digits if len(digits) == 5 and digits.isdigit() and digits.isascii() else ""


ID = Column("id", "hsds_id", read_id)
ORGANIZATION = (
    ID,
    Column("name", "name", line(160)),
    Column("alternate_name", "alternate_name", line(160)),
    Column("description", "description_en", text(600)),
    Column("email", "email", read_email),
    Column("website", "website", read_url),
)
ORGANIZATION_OWN = (
    Column("description_es", "description_es", text(600)),
    Column("volunteer_url", "volunteer_url", read_url),
    Column("donate_url", "donate_url", read_url),
    Column("source_en", "source_en", line(200)),
    Column("source_es", "source_es", line(200)),
    Column("is_recognized", "is_recognized", read_bool, only_yes),
    Column("recognized_until", "recognized_until", read_date),
)
# Written, and never read: whoever imports has not checked anything.
CHECKED_ON = Column("checked_on", "checked_on", read_date)

LOCATION = (
    ID,
    Column("name", "name", line(120)),
    Column("latitude", "latitude", read_number(90)),
    Column("longitude", "longitude", read_number(180)),
    Column("accessibility", "accessibility_en", joined("description", 200), alone("description")),
)
ADDRESS = (
    Column("address_1", "address", line(160)),
    Column("city", "city", line(60)),
    Column("state_province", "state", lambda raw: find_state(line(60)(raw))),
    Column("postal_code", "zip", read_zip),
)
LOCATION_OWN = (Column("accessibility_es", "accessibility_es", line(200)),)

SERVICE = (
    ID,
    Column("description", "description_en", text(400)),
    Column("eligibility_description", "eligibility_en", line(200)),
    Column("application_process", "apply_en", line(200)),
    Column("required_documents", "documents_en", joined("document", 200), alone("document")),
)
SERVICE_OWN = (
    Column("kind", "kind", code_of(Kind.values)),
    Column("cost", "cost", code_of(Cost.values)),
    Column("new_clients", "new_clients", code_of(NewClients.values)),
    Column("for_detained", "for_detained", read_bool),
    Column("for_released", "for_released", read_bool),
    Column("is_remote", "is_remote", read_bool, only_yes),
    Column("description_es", "description_es", text(400)),
    Column("eligibility_es", "eligibility_es", line(200)),
    Column("apply_es", "apply_es", line(200)),
    Column("documents_es", "documents_es", line(200)),
)
PHONE = (
    Column("extension", "extension", line(10), lambda value: int(re.sub(r"[^0-9]", "", value) or 0)),
    Column("description", "description_en", line(80)),
)
PHONE_OWN = (Column("description_es", "description_es", line(80)),)
SCHEDULE_OWN = (Column("note_es", "note_es", line(120)),)
