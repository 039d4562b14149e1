"""Writing to the people who represent somebody: finding them, and the letter."""
