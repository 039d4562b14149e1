"""Offices on the grid that the finder searches, with the time zone that their hours count by."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from cms.directory.grid.cells import cell_of
from cms.directory.traits import SERVICE_FACTS, organization_traits, service_traits


def put_known_offices_on_grid(apps: Any, schema_editor: Any) -> None:
    """Make the points of the organizations that were here before, with the models of this moment."""
    organizations, point = apps.get_model("directory", "Organization"), apps.get_model("directory", "GridPoint")
    nearby = organizations.objects.filter(is_listed=True).exclude(service_areas__extent="national")
    for row in nearby.prefetch_related("services", "locations").iterator(chunk_size=500):
        shared = organization_traits(languages=row.languages, volunteer_url=row.volunteer_url)
        services = {
            service_traits(**{fact: getattr(service, fact) for fact in SERVICE_FACTS}) for service in row.services.all()
        }
        point.objects.bulk_create(
            point(
                organization=row,
                location=office,
                cell=cell_of(office.latitude, office.longitude),
                latitude=office.latitude,
                longitude=office.longitude,
                traits=shared | traits,
            )
            for office in row.locations.all()
            if office.latitude is not None
            for traits in services or {0}
        )


def know_time_zones(apps: Any, schema_editor: Any) -> None:
    """The zone of each office's ZIP area."""
    locations, areas = apps.get_model("directory", "Location"), apps.get_model("places", "ZipArea")
    zones = dict(areas.objects.filter(zip__in=locations.objects.values("zip")).values_list("zip", "time_zone"))
    for zip_code, zone in zones.items():
        locations.objects.filter(zip=zip_code).update(time_zone=zone)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_roles"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="location",
            name="time_zone",
            field=models.CharField(blank=True, editable=False, max_length=40, verbose_name="time zone"),
        ),
        migrations.CreateModel(
            name="GridPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.IntegerField()),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                ("traits", models.BigIntegerField(default=0)),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.location"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.organization",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["cell", "latitude", "longitude", "traits", "organization"], name="gridpoint_everything"
                    ),
                    models.Index(fields=["organization"], name="gridpoint_organization"),
                ],
            },
        ),
        migrations.RunPython(know_time_zones, migrations.RunPython.noop),
        migrations.RunPython(put_known_offices_on_grid, migrations.RunPython.noop),
    ]
