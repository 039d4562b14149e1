"""The page of printed letters on the starter site, in both languages."""

from django.db import transaction
from wagtail.models import Site

from cms.actions.models import PrintedLettersPage
from cms.actions.starter_content import printed
from cms.core.starter_kit import bilingual_page, step


@step(53, "Printed letters")
@transaction.atomic
def make_printed_page() -> int:
    home = Site.objects.get(is_default_site=True).root_page
    return bilingual_page(PrintedLettersPage, parent=home, english=printed.ENGLISH, spanish=printed.SPANISH)[1]
