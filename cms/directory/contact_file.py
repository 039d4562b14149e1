"""An organization as a contact file (vCard 3.0, RFC 2426), which any phone can save."""

from django.http import HttpResponse

from cms.directory.models import Organization


def contact_file(organization: Organization) -> str:
    """The file's text, with CRLF line ends; names and places are escaped, and no line can add another."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_escaped(organization.name)}",
        f"N:{_escaped(organization.name)};;;;",
        f"ORG:{_escaped(organization.name)}",
        *(f"TEL;TYPE=WORK:{_escaped(phone.number)}" for phone in organization.phones.all()),
        *([f"EMAIL:{_escaped(organization.email)}"] if organization.email else []),
        *([f"URL:{_escaped(organization.website)}"] if organization.website else []),
        *(
            f"ADR;TYPE=WORK:;;{_escaped(office.address)};{_escaped(office.city)};{office.state};{_escaped(office.zip)};"
            for office in organization.locations.all()
        ),
        "END:VCARD",
    ]
    return "\r\n".join([*lines, ""])


def contact_response(organization: Organization) -> HttpResponse:
    response = HttpResponse(contact_file(organization), content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{organization.slug}.vcf"'
    return response


def _escaped(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
