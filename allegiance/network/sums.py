"""Ties that were counted elsewhere: of so many events that nobody holds them one by one."""

from collections.abc import Iterable, Mapping, Sequence

from allegiance.network.ties import CERTAINTY, Tie, source_of

VOICES = 3


class SummedTie(Tie, frozen=True, kw_only=True):
    """A tie whose statements are counted, not kept: `statements` are those of writing that was read.

    `named` are some who affirm it, those with the most statements first, of `heard` in all; `firm` is
    its strength, and `plainly` whether one affirms it with certainty in its own voice.
    """

    named: tuple[str, ...]
    heard: int
    firm: float
    plainly: bool

    @property
    def alleged(self) -> bool:
        """Nobody affirms it with certainty in the document's own voice."""
        return not self.plainly

    @property
    def strength(self) -> float:
        """How firmly it is told, without a sign."""
        return self.firm

    @property
    def voices(self) -> tuple[str, ...]:
        """Some who affirm it; `heard` tells how many do."""
        return self.named


def firm(counts: Mapping[str, int]) -> float:
    """The strength of so many statements by certainty, each a document of its own."""
    return round(sum(CERTAINTY[name] * count for name, count in counts.items()), 6)


def joined(read: Iterable[Tie], summed: Sequence[SummedTie]) -> list[Tie]:
    """Ties of writing that was read with those that were counted, the most widely told first.

    Those of the same ends, relation, theatre and period become one; the counted ones that have a
    read one beside them must name all their voices, so that each counts once.
    """
    places = {_key(each): place for place, each in enumerate(summed)}
    found: dict[int, Tie] = dict(enumerate(summed))
    alone: list[Tie] = []
    for each in read:
        place = places.get(_key(each))
        if place is None:
            alone.append(each)
        else:
            found[place] = _one(each, summed[place])
    return sorted([*alone, *found.values()], key=_rank)


def _one(read: Tie, summed: SummedTie) -> SummedTie:
    twice = len({source_of(said) for said in read.statements} & set(summed.named))
    strength = round(read.strength + summed.firm, 6)
    names = tuple(dict.fromkeys((*read.voices, *summed.named)))
    return SummedTie(
        source=summed.source, relation=read.relation, target=summed.target, sign=read.sign,
        symmetric=read.symmetric, theatre=read.theatre, period=read.period,
        statements=read.statements, affirmed=read.affirmed + summed.affirmed, denied=read.denied,
        certain=read.certain + summed.certain, probable=read.probable + summed.probable,
        possible=read.possible + summed.possible, unknown=read.unknown + summed.unknown,
        documents=read.documents + summed.documents, sources=read.sources + summed.sources - twice,
        first=min(filter(None, (read.first, summed.first)), default=None),
        last=max(filter(None, (read.last, summed.last)), default=None),
        weight=read.sign * strength + 0.0, named=names[:VOICES],
        heard=len(names), firm=strength,
        plainly=summed.plainly or not read.alleged,
    )  # fmt: skip


def _key(made: Tie) -> tuple[str, str, str, str, bool, str | None, str | None]:
    on_place = "place" if made.target.kind == "place" else ""
    return (
        made.source.id, made.relation, made.target.id, on_place, made.symmetric, made.theatre,
        made.period,
    )  # fmt: skip


def _rank(made: Tie) -> tuple[int, int, str, str, str, str, str]:
    return (
        -made.sources, -made.affirmed - made.denied, made.source.id, made.relation, made.target.id,
        made.theatre or "", made.period or "",
    )  # fmt: skip
