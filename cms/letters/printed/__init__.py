"""Letters that were printed: asking their writers, and showing what may be shown."""
