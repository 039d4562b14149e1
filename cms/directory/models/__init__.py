"""Organizations and their parts, named as in Open Referral HSDS 3."""

from cms.directory.models.former_id import FormerId
from cms.directory.models.grid_point import GridPoint
from cms.directory.models.location import Location, Schedule
from cms.directory.models.organization import Organization
from cms.directory.models.own_check import OwnCheck
from cms.directory.models.phone import Phone
from cms.directory.models.service import Service
from cms.directory.models.service_area import ServiceArea

__all__ = [
    "FormerId",
    "GridPoint",
    "Location",
    "Organization",
    "OwnCheck",
    "Phone",
    "Schedule",
    "Service",
    "ServiceArea",
]
