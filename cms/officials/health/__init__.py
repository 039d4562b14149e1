"""How well the data about officials is kept, and what somebody should look at."""
