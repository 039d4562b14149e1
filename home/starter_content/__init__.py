"""The words of the front page and the plain pages, written for this project."""
