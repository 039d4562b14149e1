"""Offices, holders, branch offices, positions, and how calls went."""

from cms.officials.models.bridge_call import BridgeCall
from cms.officials.models.call_report import CallReport
from cms.officials.models.district_office import DistrictOffice
from cms.officials.models.holder import Holder
from cms.officials.models.office import Office
from cms.officials.models.position import Position

__all__ = ["BridgeCall", "CallReport", "DistrictOffice", "Holder", "Office", "Position"]
