"""A double game in one sentence, each part with its voices."""

from collections.abc import Sequence

from allegiance.network.double_games.game import Leg, Link, Pattern
from allegiance.network.reading import according_to, clause, words
from allegiance.network.ties import Tie


def reading(
    pattern: Pattern,
    hostile: Leg,
    friendly: Leg,
    links: Sequence[Link],
    *,
    subjects: tuple[str | None, str | None] = (None, None),
    last: str | None = None,
) -> str:
    """The game in words, the actor first where it can be.

    `subjects` are the ends of the hostile and of the friendly tie that are the actor, or a part of it, and `last`
    the end of the friendly one that is `towards`.
    """
    foe, friend = map(_leg_clause, (hostile, friendly), subjects)
    told = _told(pattern, foe, friend, friendly, links, last)
    return f"{told[0].upper()}{told[1:]}."


def _told(
    pattern: Pattern, foe: str, friend: str, friendly: Leg, links: Sequence[Link], last: str | None
) -> str:
    if pattern == "both":
        rest = (f"; {_link_clause(link)}" for link in links[1:])
        return "".join([f"{friend} and {_link_clause(links[0])}, while {foe}", *rest])
    if len(links) == 1 and last in links[0].ends and _ends_with(friendly.tie, last):
        return f"{foe} and {friend}, {_link_clause(links[0], last)}"
    return "; ".join([f"{foe} and {friend}", *map(_link_clause, links)])


def _leg_clause(leg: Leg, subject: str | None) -> str:
    return clause(leg.tie, voices=leg.voices, denials=leg.denials, subject=subject)


def _ends_with(made: Tie, party: str | None) -> bool:
    """Whether the clause of a tie names that party last, so that "which" can follow."""
    return made.symmetric or made.target.id == party


def _link_clause(link: Link, relative: str | None = None) -> str:
    """A link in words, or as a relative clause about one of its ends."""
    if link.tie is not None:
        return clause(link.tie, voices=link.voices, relative=relative)
    told = words(link.source, link.relation, link.target, relative=relative)
    return f"{told}{according_to(link.voices)}"
