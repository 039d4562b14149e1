"""The directory in the admin beside the screen of one organization: files in and out, duplicates, merging."""
