"""The registry of kinds and the templates of messages."""

import pytest
from django.template import TemplateDoesNotExist
from django.utils import translation
from wagtail.models import Site

from cms.core.models import SiteSettings
from cms.outbox.kinds import (
    EmailKind,
    RenderedEmail,
    UnknownKind,
    get_kind,
    kind_choices,
    kind_label,
    register,
    render_templates,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def templates(tmp_path, settings):
    """Write e-mail templates: `templates({"x/subject.txt": "…"})`."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]

    def write(files: dict[str, str]) -> None:
        for name, text in files.items():
            path = tmp_path / "emails" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return write


def test_a_registered_kind_is_found_by_name():
    kind = register(EmailKind("test.new", lambda row: RenderedEmail("a", "b")))
    assert get_kind("test.new") is kind
    assert ("test.new", "test.new") in kind_choices()


def test_a_kind_may_have_a_label_for_people():
    register(EmailKind("test.labelled", lambda row: RenderedEmail("a", "b"), label="A labelled e-mail"))
    assert kind_label("test.labelled") == "A labelled e-mail"
    assert ("test.labelled", "A labelled e-mail") in kind_choices()
    assert kind_label("removed.kind") == "removed.kind"


def test_an_unknown_kind_says_where_to_register_it():
    with pytest.raises(UnknownKind, match="emails module"):
        get_kind("no.such")


def test_text_is_not_escaped_and_html_is(templates):
    templates(
        {
            "x/subject.txt": "  For {{ name }}\n",
            "x/text.txt": "\nDear {{ name }},\n",
            "x/html.html": "<p>{{ name }}</p>",
        }
    )
    message = render_templates("x", {"name": "O'Brien & <Co>"})
    assert message.subject == "For O'Brien & <Co>"
    assert message.text == "Dear O'Brien & <Co>,\n"
    assert message.html == "<p>O&#x27;Brien &amp; &lt;Co&gt;</p>"


def test_a_name_with_a_line_end_stays_in_the_subject(templates):
    templates({"x/subject.txt": "For {{ name }}", "x/text.txt": "t"})
    assert render_templates("x", {"name": "Eve\r\nBcc: all"}).subject == "For Eve Bcc: all"


def test_html_is_optional(templates):
    templates({"x/subject.txt": "s", "x/text.txt": "t"})
    assert render_templates("x", {}).html == ""


def test_a_broken_html_template_is_an_error_not_a_missing_part(templates):
    templates({"x/subject.txt": "s", "x/text.txt": "t", "x/html.html": '{% extends "emails/none.html" %}'})
    with pytest.raises(TemplateDoesNotExist):
        render_templates("x", {})


def test_templates_know_the_campaign_and_the_site_in_the_language_of_the_reader(templates, settings):
    settings.PUBLIC_URL = "https://site.example"
    SiteSettings.objects.create(site=Site.objects.get(), brand="Juntos & Co", run_by="Run by neighbors")
    templates({"x/subject.txt": "{{ brand }}", "x/text.txt": "{{ brand }} {{ site_url }} {{ run_by }}"})
    with translation.override("es"):
        message = render_templates("x", {})
    assert message.subject == "Juntos & Co"
    assert message.text == "Juntos & Co https://site.example/es/ Run by neighbors\n"
