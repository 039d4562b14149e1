"""Who is near, among a million, in one query: offices on a grid of quarter degrees."""
