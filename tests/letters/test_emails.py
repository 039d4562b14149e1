"""What the writer is told by e-mail."""

import re

import pytest

from cms.core.models import SiteSettings
from cms.letters import services
from cms.letters.models import Delivery, Newspaper
from cms.outbox.delivery import deliver_one
from cms.outbox.kinds import render_templates
from cms.outbox.models import OutgoingEmail
from cms.outbox.preview import preview
from cms.outbox.sweep import sweep_once
from tests.factories.letters import TEXT, asked, confirmed, held, link_of, paper, taken
from tests.factories.site import person

pytestmark = pytest.mark.django_db


def only(kind):
    return OutgoingEmail.objects.get(kind=kind)


def test_the_question_holds_a_link_to_the_page_with_the_button_and_not_the_letter(mail_server, site, client):
    letter = asked(paper(name="The Courier"))
    deliver_one(only("letters.confirm").pk)
    got = mail_server.received[0]
    link = re.search(r"http://localhost:8000(/en/letters/confirm/\S+)", got.text)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    assert got.recipients == ("jane@example.org",)
    assert str(got.message["Subject"]) == "Please confirm your letter to The Courier"
    assert TEXT not in got.text
    assert letter.token not in got.text


@pytest.mark.parametrize("run_by", ["", "Ana & Berta"])
@pytest.mark.parametrize("kind", ["confirm", "remind", "accepted", "failed", "returned", "printed"])
def test_a_writer_s_e_mail_ends_with_who_we_are_and_where(site, settings, kind, run_by):
    SiteSettings.objects.update(brand="Juntos & Co", run_by=run_by)
    letter = asked()
    message = render_templates(f"letters/{kind}", {"letter": letter})
    assert message.text.startswith("Hello,\n\n")
    run_by_line = f"Run by {run_by}\n" if run_by else ""
    assert message.text.endswith(f"\n\nJuntos & Co\n{run_by_line}{settings.PUBLIC_URL}/en/\n")


def test_the_question_speaks_the_language_of_the_letter(mail_server, site):
    asked(language="es")
    deliver_one(only("letters.confirm").pk)
    assert "/es/" in mail_server.received[0].text


def test_a_replaced_question_is_not_sent_any_more(mail_server, site, clock):
    letter = asked()
    services.write_again(letter_id=letter.pk, submission_key="x")
    assert deliver_one(only("letters.confirm").pk).status == "cancelled"
    assert mail_server.received == []


def test_the_end_is_told_with_a_link_to_the_writer_s_page(mail_server, site, clock, client):
    letter = confirmed(paper(name="The Courier"))
    OutgoingEmail.objects.filter(kind="letters.confirm").delete()
    sweep_once()
    sweep_once()
    paper_mail, writer_mail = mail_server.received
    assert str(writer_mail.message["Subject"]) == "Your letter to The Courier has left"
    assert f"/en/letters/status/{letter.token}/" in writer_mail.text
    assert letter.token not in paper_mail.content.decode()


def test_a_refused_letter_is_told_with_a_way_on(mail_server, site, clock):
    mail_server.answer_next("RCPT", "554 no")
    confirmed()
    deliver_one(Delivery.objects.get().email_id)
    deliver_one(only("letters.failed").pk)
    assert "not your fault" in mail_server.received[0].text


def test_a_returned_letter_carries_the_desk_s_note(mail_server, site):
    desk = person("Letters desk")
    letter = taken(held(), desk)
    services.return_letter(letter_id=letter.pk, user_id=desk.pk, note="Which article & why?")
    deliver_one(only("letters.returned").pk)
    assert "Which article & why?" in mail_server.received[0].text


def test_no_subject_names_the_writer_or_the_letter(mail_server, site, clock):
    confirmed(headline="A private headline")
    sweep_once()
    sweep_once()
    to_writer = [one for one in mail_server.received if one.recipients == ("jane@example.org",)]
    assert to_writer
    for mail in to_writer:
        assert "Jane" not in str(mail.message["Subject"])
        assert "private headline" not in str(mail.message["Subject"])


def test_looking_at_a_mail_in_the_local_mailbox_changes_nothing(site, clock):
    letter = confirmed()
    shown = preview(only("letters.delivery"))
    assert TEXT in shown.text
    letter.refresh_from_db()
    assert letter.status == "queued"
    deliver_one(only("letters.delivery").pk)
    assert TEXT in preview(only("letters.delivery")).text
    assert "confirm" in preview(only("letters.confirm")).text


def test_the_frame_around_a_letter_is_in_the_paper_s_language(site):
    newspaper = paper(language="es", subject_phrase="")
    letter = asked(newspaper)
    services.confirm_letter(token=link_of(letter))
    assert only("letters.delivery").language == "es"
    assert only("letters.confirm").language == "en"


def test_a_name_with_line_breaks_cannot_add_a_header(mail_server, site, clock):
    confirmed(full_name="Jane\r\nBcc: all@example.org", headline="One\r\nX-Evil: yes", town="Mc\nAllen")
    deliver_one(Delivery.objects.get().email_id)
    message = mail_server.received[0].message
    assert message["Bcc"] is None
    assert message["X-Evil"] is None
    assert mail_server.received[0].recipients == (Newspaper.objects.get().letters_email,)


def test_rows_and_keys_hold_no_words_of_the_letter(site, clock):
    confirmed()
    for row in OutgoingEmail.objects.all():
        names = ("kind", "reference", "dedupe_key", "message_id", "reason")
        values = " ".join(str(getattr(row, name)) for name in names)
        for secret in ("Jane", "jane", "Main", "5550123", "courtroom"):
            assert secret not in values
