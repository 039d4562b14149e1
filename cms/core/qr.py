"""QR codes that a phone can read from paper."""

import segno

# A quarter of the squares may be worn off or under a coffee stain.
ERROR_CORRECTION = "q"


def qr_data_uri(address: str) -> str:
    """An SVG for `<img src>`, black on white in every color scheme, with the quiet edge that readers need."""
    code = segno.make_qr(address, error=ERROR_CORRECTION)
    return str(code.svg_data_uri(dark="#000", light="#fff", border=4))
