"""Organizations and their parts, named as in Open Referral HSDS 3."""

from cms.directory.models.location import Location, Schedule
from cms.directory.models.organization import Organization, Phone, ServiceArea
from cms.directory.models.service import Service

__all__ = ["Location", "Organization", "Phone", "Schedule", "Service", "ServiceArea"]
