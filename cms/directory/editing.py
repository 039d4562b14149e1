"""What people did to an organization by hand: an import leaves that alone."""

from collections.abc import Iterable

from cms.directory.models import Organization

# The parts of an organization. A person changes one whole list of them, and an import replaces one whole list.
PARTS = ("phones", "services", "locations", "service_areas")
# The Justice Department's list says who is recognized, whatever another file says.
ROSTER, ON_THE_ROSTER = "roster", ("is_recognized", "recognized_until")


def note_edits(*, organization: Organization, names: Iterable[str]) -> None:
    """A person has changed these fields and parts of an organization: imports leave them alone from now on."""
    edited = sorted({*organization.edited_fields, *names})
    if edited != organization.edited_fields:
        organization.edited_fields = edited
        Organization.objects.filter(pk=organization.pk).update(edited_fields=edited)


def is_open_to_import(organization: Organization, name: str, origin: str) -> bool:
    """Whether an import from `origin` may fill in the field `name`: only what is empty, or what it wrote itself.

    What a person emptied stays empty: a shelter's address may have been taken away for a reason.
    """
    if name in organization.edited_fields:
        return False
    is_empty = not getattr(organization, name) if name not in PARTS else not getattr(organization, name).all()
    is_its_own = organization.imported_from == origin or (origin == ROSTER and name in ON_THE_ROSTER)
    return is_empty or is_its_own
