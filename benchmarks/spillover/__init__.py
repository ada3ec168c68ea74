"""Does the network tell where violence goes next? A back-test on UCDP, with a rolling origin.

    python -m benchmarks.spillover [SHARED] [--seed 1] [--write] [--only UNIT]

prints the tables of three units: an armed actor and a country in a year (`actors`), a country in
a year (`countries`), and an armed actor and a country in twelve months that begin in any month
(`months`, on GED where the pack has a country). SHARED is the folder of public data (`../shared` by
default). With `--write`, fits the model that ships, and writes it, docs/images/spillover-*.svg and
the tables between the marks of docs/spillover.md.
"""
