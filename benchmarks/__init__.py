"""Benchmarks: other tools measured beside this one, on one core."""

import os

# Read when numpy and the libraries under it are loaded: a tool's processor time is then that of one core.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
