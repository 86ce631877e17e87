"""The page that shows texts with what was read from them: one file, which needs no server and no network."""
