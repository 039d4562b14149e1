"""What officials add to the starter site: U.S. Attorneys, a company, and samples until `make data` brings people."""

from cms.core.starter_kit import step
from cms.officials.importing.attorneys import OUR_TABLE, import_us_attorneys
from cms.officials.models import Office
from cms.officials.samples import make_sample_officials

ACCENTURE = "company-accenture"


@step(40, "U.S. Attorney offices")
def us_attorneys() -> int:
    return import_us_attorneys(text=OUR_TABLE.read_text(encoding="utf-8")).added


@step(40, "Company of the starter pages")
def company() -> int:
    """Name and site only: nobody has looked up a phone or an address, and the card says so."""
    facts = {"kind": Office.Kind.COMPANY, "name": "Accenture", "website": "https://www.accenture.com/"}
    return int(Office.objects.get_or_create(key=ACCENTURE, defaults=facts)[1])


@step(41, "Sample officials")
def sample_officials() -> int:
    return make_sample_officials()
