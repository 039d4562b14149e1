"""The tables of an HSDS package: which column names the parent of a row, and under which name it hangs there."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """`parents` is {column: (table of the parent, name of the list there)}, the closest parent first.

    `inside` is {column: (table, name)}: a row of another table that this one holds whole. `columns` stand in every
    export, because the published package asks for them.
    """

    name: str
    path: str
    columns: tuple[str, ...]
    parents: dict[str, tuple[str, str]] = field(default_factory=dict)
    inside: dict[str, tuple[str, str]] = field(default_factory=dict)


def under(name: str, *columns: str) -> dict[str, tuple[str, str]]:
    """Rows that hang under `name` at each of these parents: "service_id" is the table "service"."""
    return {column: (column.removesuffix("_id"), name) for column in columns}


HOLDERS = ("service_at_location_id", "location_id", "service_id", "organization_id")
# From the outside in: parents come before what hangs on them.
TABLES = {
    table.name: table
    for table in (
        Table("organization", "organizations.csv", ("id", "name", "description")),
        Table(
            "program",
            "programs.csv",
            ("id", "organization_id", "name", "description"),
            under("programs", "organization_id"),
        ),
        Table(
            "organization_identifier",
            "organization_identifiers.csv",
            ("id", "organization_id", "identifier_type", "identifier"),
            under("organization_identifiers", "organization_id"),
        ),
        Table(
            "service",
            "services.csv",
            ("id", "organization_id", "name", "status"),
            under("services", "organization_id"),
            {"program_id": ("program", "program")},
        ),
        Table("location", "locations.csv", ("id", "location_type"), under("locations", "organization_id")),
        Table(
            "service_at_location",
            "service_at_location.csv",
            ("id", "service_id", "location_id"),
            under("service_at_locations", "service_id"),
            {"location_id": ("location", "location")},
        ),
        Table("contact", "contacts.csv", ("id",), under("contacts", *HOLDERS)),
        Table("phone", "phones.csv", ("id", "number"), under("phones", "contact_id", *HOLDERS)),
        Table(
            "address",
            "addresses.csv",
            ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
            under("addresses", "location_id"),
        ),
        Table("accessibility", "accessibility.csv", ("id",), under("accessibility", "location_id")),
        Table("schedule", "schedules.csv", ("id",), under("schedules", *HOLDERS[:3])),
        Table("service_area", "service_areas.csv", ("id",), under("service_areas", *HOLDERS[:3:2])),
        Table("language", "languages.csv", ("id",), under("languages", "phone_id", *HOLDERS[1:3])),
        Table("funding", "funding.csv", ("id",), under("funding", *HOLDERS[2:])),
        Table("required_document", "required_documents.csv", ("id",), under("required_documents", "service_id")),
        Table("cost_option", "cost_options.csv", ("id", "service_id"), under("cost_options", "service_id")),
        Table(
            "service_capacity",
            "service_capacity.csv",
            ("id", "service_id", "unit_id"),
            under("capacities", "service_id"),
            {"unit_id": ("unit", "unit")},
        ),
        Table("unit", "units.csv", ("id", "name")),
        Table(
            "url",
            "url.csv",
            ("id", "url"),
            {"service_id": ("service", "additional_urls"), "organization_id": ("organization", "additional_websites")},
        ),
        Table("taxonomy", "taxonomies.csv", ("id", "name", "description")),
        Table(
            "taxonomy_term",
            "taxonomy_terms.csv",
            ("id", "name", "description"),
            {},
            {"taxonomy_id": ("taxonomy", "taxonomy_detail")},
        ),
        Table(
            "attribute",
            "attributes.csv",
            ("id", "link_id", "taxonomy_term_id", "link_entity"),
            {},
            {"taxonomy_term_id": ("taxonomy_term", "taxonomy_term")},
        ),
        Table(
            "metadata",
            "metadata.csv",
            (
                "id",
                "resource_id",
                "resource_type",
                "last_action_date",
                "last_action_type",
                "field_name",
                "previous_value",
                "replacement_value",
                "updated_by",
            ),
        ),
    )
}
# Rows of any table may have these; the column names the row, wherever it stands.
ON_ANYTHING = {"attribute": ("link_id", "attributes"), "metadata": ("resource_id", "metadata")}
# Names of lists and objects in JSON, and the table that holds their rows.
NESTED = {
    **{name: table.name for table in TABLES.values() for _table, name in table.parents.values()},
    **{name: other for table in TABLES.values() for other, name in table.inside.values()},
    **{name: table for table, (_column, name) in ON_ANYTHING.items()},
}
NUMBERS = {
    *("latitude", "longitude", "extension", "year_incorporated", "minimum_age", "maximum_age", "amount"),
    *("available", "maximum", "timezone", "count", "interval"),
}
