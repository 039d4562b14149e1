"""Who stands for a place, and how calls to them went. Each takes ids or plain values, and never a request."""

from cms.officials.services.calls import CallProblem, record_call
from cms.officials.services.congress import CongressAnswer, congress_for

__all__ = ["CallProblem", "CongressAnswer", "congress_for", "record_call"]
