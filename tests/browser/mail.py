"""Waiting for a message to arrive, as a person does."""

import re

from tests.servers.site import RealSite
from tests.servers.smtp import Received
from tests.servers.waiting import wait_until

# Long enough for the half minute in which a decision can be undone, and then for the beat’s sweep.
SECONDS = 150


def mail_to(site: RealSite, address: str, *, count: int = 1) -> Received:
    """The `count`th message to this address; waits for it."""

    def found() -> list[Received]:
        return [one for one in site.smtp.received if address in one.recipients]

    wait_until(lambda: len(found()) >= count, seconds=SECONDS, what=f"mail to {address}")
    return found()[count - 1]


def mail_replying_to(site: RealSite, address: str) -> list[Received]:
    """Messages whose answers go to this address: letters that its owner sent to a paper."""
    return [one for one in site.smtp.received if address in str(one.message["Reply-To"])]


def link_in(mail: Received) -> str:
    """The first link of the text."""
    found = re.search(r"https?://\S+", mail.text)
    assert found, mail.text
    return found[0]
