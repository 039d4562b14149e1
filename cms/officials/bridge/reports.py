"""What is kept of a call: which number was rung, and how it went."""

from contextlib import suppress

from cms.core.crypto import keyed_hash
from cms.officials.models import BridgeCall, CallReport
from cms.officials.services import CallProblem, record_call


def report(call: BridgeCall, outcome: CallReport.Outcome) -> None:
    """Record the call to the office whose turn it is. Nothing tells which reports are of the same caller."""
    if call.office_id is None:
        return
    with suppress(CallProblem):  # an editor deleted the office during the call
        record_call(
            office_id=call.office_id,
            branch_id=call.branch_id,
            outcome=outcome.value,
            channel=CallReport.Channel.BRIDGE.value,
            submission_key=keyed_hash(f"{call.key}:{call.position}", purpose="bridge-report"),
        )
