"""What depends on where in the site an address is."""

import pytest
from django.test import Client

from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db


class TestUnknownAddresses:
    @pytest.mark.parametrize("path", ["/admin/nowhere/", "/admin/pages/999999/edit/"])
    def test_are_said_to_be_unknown_at_once(self, path: str) -> None:
        response = logged_in().get(path)
        assert response.status_code == 404
        assert "Error 404" in response.content.decode()

    def test_are_not_told_to_strangers(self, client: Client) -> None:
        assert client.get("/admin/nowhere/").headers["Location"] == "/admin/login/?next=/admin/nowhere/"

    @pytest.mark.parametrize(("languages", "code"), [("es-MX,es;q=0.9", "es"), ("en-US", "en")])
    def test_elsewhere_still_lead_to_the_reader_s_language(self, client: Client, languages: str, code: str) -> None:
        response = client.get("/nowhere/", headers={"accept-language": languages})
        assert response.status_code == 302
        assert response.headers["Location"] == f"/{code}/nowhere/"
