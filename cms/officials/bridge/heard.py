"""What one request of the provider says."""

from dataclasses import dataclass

from django.http import QueryDict

# The caller has hung up: nobody hears what we answer.
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
STAR = "*"


@dataclass(frozen=True)
class Heard:
    """Keys that were pressed (empty: silence), how a connection ended, and who calls.

    The caller's number is used for the daily limit and forgotten with the request.
    """

    keys: str = ""
    connection: str = ""
    caller: str = ""
    is_over: bool = False


def heard_in(form: QueryDict) -> Heard:
    """The fields of a webhook that matter here."""
    return Heard(
        keys=form.get("Digits", ""),
        connection=form.get("DialCallStatus", ""),
        caller=form.get("From", ""),
        is_over=form.get("CallStatus", "") in OVER,
    )
