"""Linking: who «وی» and «کشورمان» are, which mentions are one event, which events belong together."""
