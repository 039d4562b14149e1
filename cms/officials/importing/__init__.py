"""Open data about officials: files in, rows out. Hands win over files."""
