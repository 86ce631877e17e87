"""What people keep texts in, one module a format: bytes to the text that offsets of records refer to."""
