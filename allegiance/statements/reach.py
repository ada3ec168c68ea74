"""Which words share a statement's phrase and clause."""

from spacy.tokens import Token

from allegiance.statements.match import Match


def reach(match: Match) -> list[tuple[int, int]]:
    """The token spans whose time and place are the statement's: its phrase, then its clause.

    A name's title or apposition ("A, an ally of B, said on Monday") does not share its clause.
    """
    trigger = match.trigger
    own = (trigger.left_edge.i, trigger.right_edge.i + 1)
    aside = trigger.dep_ in ("appos", "compound", "nmod") and trigger.pos_ in ("NOUN", "PROPN")
    if aside or match.frame.startswith(("compound", "possessive", "presence")):
        return [own] if aside else []
    return [own, clause(trigger)]


def clause(trigger: Token) -> tuple[int, int]:
    """The token span of the smallest clause around a trigger, out to the whole sentence."""
    head = trigger
    while head.head != head and not (head.pos_ in ("VERB", "AUX") and head.dep_ in _CLAUSES):
        head = head.head
    shared = head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX")
    if shared and not any(child.dep_ in ("nsubj", "nsubjpass") for child in head.children):
        head = head.head
    if head.dep_ in ("ccomp", "relcl", "advcl", "conj"):
        return head.left_edge.i, head.right_edge.i + 1
    return head.sent.start, head.sent.end


def over(token: Token, trigger: Token) -> bool:
    """Whether a trigger is a token or hangs on it, at whatever depth."""
    return token == trigger or token.is_ancestor(trigger)


def has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "conj", "relcl", "parataxis"})
