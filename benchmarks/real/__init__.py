"""Real texts that nobody here wrote, annotated by hand: offsets, values, sources and hashes, without the texts."""
