"""Offices, holders, branch offices, positions, how calls went, calls the bridge connects, and visits."""

from cms.officials.models.bridge_call import BridgeCall
from cms.officials.models.call_report import CallReport
from cms.officials.models.district_office import DistrictOffice
from cms.officials.models.holder import Holder
from cms.officials.models.office import Office
from cms.officials.models.position import Position
from cms.officials.models.visit import Visit

__all__ = ["BridgeCall", "CallReport", "DistrictOffice", "Holder", "Office", "Position", "Visit"]
