"""Calling an office: the cards, what to say, and how it went."""
