"""Plan B of a call: the nearest branch that is open now."""

from cms.core.clock import now
from cms.officials.models import DistrictOffice, Office
from cms.officials.opening import opening_of
from cms.places.models import ZipArea


def nearest_open_branch(office: Office, zip_code: str) -> DistrictOffice | None:
    """A branch of the same office with a phone, nearest to the ZIP code, where somebody should pick up."""
    branches = DistrictOffice.objects.open().filter(office=office).exclude(phone="")
    area = ZipArea.objects.filter(pk=zip_code).first()
    if area and area.place:
        branches = branches.with_distance(area.place)
    moment = now()
    return next((branch for branch in branches if (found := opening_of(branch, moment)) and found.is_open), None)
