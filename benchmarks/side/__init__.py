"""Side by side: the tasks of ``python -m benchmarks``, a module each."""
