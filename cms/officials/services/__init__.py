"""Who stands for a place, how calls went, and visits. Each takes ids or plain values, and never a request."""

from cms.officials.services.calls import CallProblem, record_call
from cms.officials.services.congress import CongressAnswer, congress_for
from cms.officials.services.planning import cancel_visit, find_visit, plan_visit
from cms.officials.services.reporting import agree_to_report, decline_report, heard_from, report_back

__all__ = [
    "CallProblem",
    "CongressAnswer",
    "agree_to_report",
    "cancel_visit",
    "congress_for",
    "decline_report",
    "find_visit",
    "heard_from",
    "plan_visit",
    "record_call",
    "report_back",
]
