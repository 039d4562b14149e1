"""Many papers at once: files in, files out, and how two rows are known to be one paper."""
