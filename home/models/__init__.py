"""The front page, and plain pages such as privacy and safety."""

from home.models.content_page import ContentPage
from home.models.home_page import HomePage

__all__ = ["ContentPage", "HomePage"]
