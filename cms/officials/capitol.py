"""Two facts about Congress that several parts need."""

# Connects to every member: for where we know of nobody.
SWITCHBOARD = "+12022243121"
# The clock of the Washington offices, for "open now".
WASHINGTON = "America/New_York"
