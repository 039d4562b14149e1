"""Messages in the shapes of real mail servers and people, invented for these tests, in `corpus/`."""

from pathlib import Path

from cms.outbox.models import OutgoingEmail, Status
from cms.outbox.return_address import bounce_address, reply_address
from tests.factories.outbox import outgoing_email
from tests.outbox.kinds import ANSWERED

CORPUS = Path(__file__).parent / "corpus"
TOKEN = "abcdefgh2345abcdefgh"


def names() -> list[str]:
    return sorted(path.stem for path in CORPUS.glob("*.eml"))


def message(
    name: str,
    *,
    mailbox: str = "notices",
    token: str = TOKEN,
    message_id: str = "<nothing@localhost>",
    recipient: str = "letters@courier.example",
) -> bytes:
    """One message of the corpus, about the e-mail that token and Message-ID name."""
    values = {
        "BOUNCE": bounce_address(mailbox, token),
        "REPLY": reply_address(mailbox, token),
        "MESSAGE_ID": message_id,
        "RECIPIENT": recipient,
    }
    content = (CORPUS / f"{name}.eml").read_bytes()
    for placeholder, value in values.items():
        content = content.replace(f"@{placeholder}@".encode(), value.encode())
    return content


def about(row: OutgoingEmail, name: str) -> bytes:
    """The same about one row."""
    return message(name, token=row.reference, message_id=row.message_id)


def sent_email(**values: object) -> OutgoingEmail:
    """A row that has been sent and can be answered."""
    defaults = {"kind": ANSWERED.name, "reference": TOKEN, "status": Status.SENT, "to": "letters@courier.example"}
    return outgoing_email(**{**defaults, **values})
