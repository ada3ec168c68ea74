"""The frustration index, beside other open ways to find it, in one run."""
