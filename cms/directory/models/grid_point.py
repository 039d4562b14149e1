"""Offices as the search sees them: one row for each service that an office gives."""

from typing import ClassVar

from django.db import models

from cms.directory.models.location import Location
from cms.directory.models.organization import Organization


class GridPoint(models.Model):
    """A service at a location, with its square of the grid and what people filter by. Written by grid.placing only.

    Everything that a search asks stands in one index, so that it reads no row. Organizations that are hidden or
    help the whole country have no points.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="+")
    cell = models.IntegerField()  # see grid.cells
    latitude = models.FloatField()  # degrees north
    longitude = models.FloatField()  # degrees east
    traits = models.BigIntegerField(default=0)  # see traits.BITS

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["cell", "latitude", "longitude", "traits", "organization"], name="gridpoint_everything"
            ),
            models.Index(fields=["organization"], name="gridpoint_organization"),
        ]

    def __str__(self) -> str:
        return f"Service of organization {self.organization_id} in cell {self.cell}"
