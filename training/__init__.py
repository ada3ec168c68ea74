"""How the shipped models are made: the corpus we wrote, and the program that learns from it."""
