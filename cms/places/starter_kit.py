"""What places add to the starter site: the ZIP table."""

from cms.core.starter_kit import step
from cms.places.zip_import import import_zip_areas


@step(20, "ZIP areas")
def zip_areas() -> int:
    return import_zip_areas().total
