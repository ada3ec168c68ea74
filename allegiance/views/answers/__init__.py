"""What a page answers beyond its four pictures: each question with a picture, a list, and evidence.

An answer is asked for by its key ("camps", "flows/from/FR"): the server answers when a reader asks, the
report carries the answers that it was given along.
"""

from allegiance.views.answers.asking import Answers, NoQuestion, precomputed

__all__ = ["Answers", "NoQuestion", "precomputed"]
