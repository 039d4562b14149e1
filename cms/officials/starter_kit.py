"""What officials add to the starter site: the offices of the U.S. Attorneys. `make data` brings the rest."""

from cms.core.starter_kit import step
from cms.officials.attorney_import import OUR_TABLE, import_us_attorneys


@step(40, "U.S. Attorney offices")
def us_attorneys() -> int:
    return import_us_attorneys(text=OUR_TABLE.read_text(encoding="utf-8")).added
