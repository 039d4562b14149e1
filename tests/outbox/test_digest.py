"""Each person turns the daily e-mail off in their own account."""

from itertools import chain

import pytest
from django.urls import reverse

from cms.users.models import User
from cms.users.roles import EDITORS, LETTERS_DESK, MODERATORS
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db
TICK = "digests-wants_digests"


def answers(client):
    """The fields of the account page by name, as a browser would send them back."""
    panels = chain.from_iterable(client.get(reverse("wagtailadmin_account")).context["panels_by_tab"].values())
    fields = [field for panel in panels if panel.name != "password" for field in panel.get_form()]
    return {field.html_name: field.value() for field in fields if field.value()}


@pytest.mark.parametrize("role", [MODERATORS, LETTERS_DESK])
def test_the_tick_is_set_until_somebody_takes_it_away(role):
    client = logged_in(role)
    sent = {**answers(client), "name_email-first_name": "Ana", "name_email-last_name": "Demo"}
    assert sent.pop(TICK)
    client.post(reverse("wagtailadmin_account"), sent)
    assert not User.objects.get().wants_digests
    assert TICK not in answers(client)
    client.post(reverse("wagtailadmin_account"), {**sent, TICK: "on"})
    assert User.objects.get().wants_digests


def test_who_would_never_get_one_is_not_asked():
    assert TICK not in answers(logged_in(EDITORS))
