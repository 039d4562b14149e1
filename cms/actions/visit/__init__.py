"""Visiting a district office: finding one, choosing a time, and the sheet to take along."""
