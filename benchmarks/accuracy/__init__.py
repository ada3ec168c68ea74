"""How well the coder reads, on what others made and on our own corpus: one module for each task.

    python -m benchmarks.accuracy [SHARED] [--coder frames] [--write docs/benchmarks.md]

prints everything that is available in one table; `python -m benchmarks.accuracy.NAME` one task. The
texts of others are not in this repository: SHARED is the folder that holds them (`../shared` by
default). Where it, a model or a package is missing, one line says so and the rest goes on.
"""
