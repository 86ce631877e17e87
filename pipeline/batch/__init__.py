"""Many documents: each read on its own, so that a bad one never stops a run."""
