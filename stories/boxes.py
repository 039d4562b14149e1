"""Parts of a photo that nobody may see: rectangles in whole percents of the picture, from its upper left corner."""

from typing import NamedTuple

MOST_BOXES = 20


class Box(NamedTuple):
    left: int
    top: int
    width: int
    height: int

    @property
    def is_inside(self) -> bool:
        """Whether it hides something, and lies on the picture with all four corners."""
        starts_inside = min(self.left, self.top) >= 0 and min(self.width, self.height) >= 1
        return starts_inside and max(self.left + self.width, self.top + self.height) <= 100
