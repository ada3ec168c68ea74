"""The parser reads: who is mentioned, when, where, according to whom, how certainly."""
