"""QR codes."""

from urllib.parse import unquote

import segno

from cms.core.qr import qr_data_uri

ADDRESS = "https://site.example/es/actua/visitar/"


def test_it_is_a_picture_without_scripts_or_styles() -> None:
    picture = unquote(qr_data_uri(ADDRESS))
    assert picture.startswith("data:image/svg+xml")
    for part in ("<script", "style=", "http-equiv"):
        assert part not in picture


def test_it_is_dark_on_light_in_every_color_scheme() -> None:
    picture = unquote(qr_data_uri(ADDRESS))
    assert "#000" in picture
    assert "#fff" in picture


def test_another_address_gives_another_code_that_bears_stains() -> None:
    assert qr_data_uri(ADDRESS) != qr_data_uri(ADDRESS + "?x")
    assert segno.make_qr(ADDRESS, error="q").error == "Q"
