"""Letters by the thousand, made without a thousand forms, for loads and benchmarks."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction

from cms.core.clock import now
from cms.core.secret_links import new_token
from cms.letters.identity import new_mail_token, person_hash, text_hash, token_hash, writer_hash
from cms.letters.message import letter_hash
from cms.letters.models import Confirmation, ConfirmationRequest, Delivery, Letter, Newspaper, Status
from cms.letters.words import count_words
from cms.outbox.models import OutgoingEmail, recipient_hash
from tests.factories.letters import STATEMENT, TEXT, WRITER, own_words, paper

ROOMY = {"any_hour": True, "cap_per_day": 50, "cap_per_week": 200}


def many_papers(count: int) -> list[Newspaper]:
    """Papers with room for fifty letters today."""
    return [paper(**ROOMY) for _ in range(count)]


def unsaved_letter(newspaper: Newspaper, number: int) -> Letter:
    """A letter that waits for its writer to confirm it; each number is another writer with other words."""
    text, token = f"{TEXT} {own_words(number)}", new_token()
    writer = {**WRITER, "full_name": f"Writer Number{number}", "email": f"writer{number}@example.org"}
    return Letter(
        newspaper=newspaper, status=Status.AWAITING_CONFIRMATION, statement=STATEMENT, agreed_at=now(), **writer,
        headline=f"Ask where they are, {number}", text=text, word_count=count_words(text), text_hash=text_hash(text),
        writer_hash=writer_hash(writer["email"]), person_hash=person_hash(writer["full_name"], writer["zip"]),
        token=token, token_hash=token_hash(token), mail_token=new_mail_token(), submission_key=f"many-{number}",
    )  # fmt: skip


def unsaved_question(letter: Letter) -> ConfirmationRequest:
    """The e-mailed question about it, good for a week."""
    token = new_token()
    return ConfirmationRequest(
        letter=letter, token=token, token_hash=token_hash(token), message_hash=letter_hash(letter),
        expires_at=now() + timedelta(days=7),
    )  # fmt: skip


def many_asked(papers: list[Newspaper], count: int, *, first: int = 0) -> list[str]:
    """The secrets of `count` e-mailed links, for letters spread evenly over the papers."""
    numbers = range(first, first + count)
    letters = Letter.objects.bulk_create(unsaved_letter(papers[number % len(papers)], number) for number in numbers)
    questions = ConfirmationRequest.objects.bulk_create(unsaved_question(letter) for letter in letters)
    return [str(question.token) for question in questions]


@transaction.atomic
def many_due(papers: list[Newspaper], count: int, *, first: int = 0) -> list[UUID]:
    """The rows in the outbox of `count` confirmed letters whose time has come, written in bulk."""
    many_asked(papers, count, first=first)
    questions = ConfirmationRequest.objects.filter(confirmation=None).select_related("letter__newspaper")
    proofs = Confirmation.objects.bulk_create(
        Confirmation(letter=question.letter, request=question, message_hash=question.message_hash)
        for question in questions
    )
    Letter.objects.filter(pk__in=[proof.letter.pk for proof in proofs]).update(status=Status.QUEUED)
    deliveries = Delivery.objects.bulk_create(unsaved_delivery(proof) for proof in proofs)
    rows = OutgoingEmail.objects.bulk_create(unsaved_row(delivery) for delivery in deliveries)
    return [row.pk for row in rows]


def unsaved_delivery(proof: Confirmation) -> Delivery:
    paper = proof.letter.newspaper
    day = now().astimezone(paper.zone).date()
    return Delivery(confirmation=proof, newspaper=paper, slot_at=now(), slot_day=day, email_id=uuid4())


def unsaved_row(delivery: Delivery) -> OutgoingEmail:
    mailbox = delivery.letter.mailbox
    return OutgoingEmail(
        pk=delivery.email_id, kind="letters.delivery", to=mailbox, recipient_hash=recipient_hash(mailbox),
        reference=str(delivery.pk), dedupe_key=delivery.dedupe_key, language="en", not_before=delivery.slot_at,
    )  # fmt: skip
