"""Offices, holders, branch offices and positions."""

from cms.officials.models.district_office import DistrictOffice
from cms.officials.models.holder import Holder
from cms.officials.models.office import Office
from cms.officials.models.position import Position

__all__ = ["DistrictOffice", "Holder", "Office", "Position"]
