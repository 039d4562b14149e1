"""The letters desk in the admin: reading, deciding, papers and what their editors say."""
