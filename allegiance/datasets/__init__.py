"""Others' codings: one file a dataset."""
