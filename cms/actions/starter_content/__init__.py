"""The words of the campaign and its actions, written for this project."""
