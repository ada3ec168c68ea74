"""The commands that ask a question each: one file a command, named like it; `cli` gathers them."""
