"""What officials add to the starter site: U.S. Attorney offices, and samples until `make data` brings people."""

from cms.core.starter_kit import step
from cms.officials.attorney_import import OUR_TABLE, import_us_attorneys
from cms.officials.samples import make_sample_officials


@step(40, "U.S. Attorney offices")
def us_attorneys() -> int:
    return import_us_attorneys(text=OUR_TABLE.read_text(encoding="utf-8")).added


@step(41, "Sample officials")
def sample_officials() -> int:
    return make_sample_officials()
