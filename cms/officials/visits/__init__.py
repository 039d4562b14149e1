"""Visits to branch offices: when there is room, what is told to whom, and what is kept how long."""
