"""Text: folding letters, restoring half-spaces, alignment to the raw text, sentences, tokens, keys."""
