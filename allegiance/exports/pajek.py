"""Friendly and hostile ties as a signed network for Pajek.

Pajek (Batagelj and Mrvar 1998) reads a negative value of a line as a negative line.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from allegiance.exports.format import Format, Written
from allegiance.exports.network import LEAST
from allegiance.exports.rows import slim
from allegiance.network.ties import Tie, tie
from allegiance.statements.statement import Statement


def write_pajek(statements: Iterable[Statement], out: TextIO) -> Written:
    """A line for each tie that has a sign and that somebody affirms; its value is sign * strength.

    Symmetric ties are edges, others are arcs; the label is the relation and the theatre. A denial
    is no hostility, and Pajek has no field for it: ties that nobody affirms are left out.
    """
    ties = tie(map(slim, statements))
    lines = [each for each in ties if each.sign and each.affirmed]
    parties = {party.id: party for each in lines for party in (each.source, each.target)}
    numbers = {identity: number for number, identity in enumerate(parties, 1)}
    out.write(f"*Network what documents say\n*Vertices {len(parties)}\n")
    labels: set[str] = set()
    for identity, party in parties.items():
        out.write(f'{numbers[identity]} "{_label(party.name, identity, labels)}"\n')
    arcs = [_line(each, numbers) for each in lines if not each.symmetric]
    edges = [_line(each, numbers) for each in lines if each.symmetric]
    out.writelines(_sections(arcs, edges))
    left = len(ties) - len(lines)
    why = "they have no sign, or nobody affirms them" if left else None
    return Written(written=len(lines), left_out=left, why=why)


FORMATS = (
    Format(name="pajek", gloss="a signed network, for Pajek", suffix=".net", write=write_pajek),
)


def _sections(arcs: list[str], edges: list[str]) -> Iterator[str]:
    """The lines under their headings, so that no reader loses the directions.

    Of a file with arcs and edges networkx takes all lines for what the first heading says, and igraph
    for what the last one says: such a file begins and ends with arcs.
    """
    if arcs or not edges:
        yield from ("*Arcs\n", *arcs)
    if edges:
        yield from ("*Edges\n", *edges)
    if arcs and edges:
        yield "*Arcs\n"


def _line(tied: Tie, numbers: dict[str, int]) -> str:
    value = tied.sign * max(tied.strength, LEAST)
    label = _plain(f"{tied.relation}, {tied.theatre}" if tied.theatre else tied.relation)
    ends = f"{numbers[tied.source.id]} {numbers[tied.target.id]}"
    return f'{ends} {value:g} l "{label}"\n'


def _label(name: str, identity: str, taken: set[str]) -> str:
    """A name that no other vertex has: readers know vertices by it."""
    label = _plain(name)
    if not label or label in taken:
        label = _plain(f"{name} ({identity})")
    while label in taken:
        label += "'"
    taken.add(label)
    return label


def _plain(text: str) -> str:
    """Text in one line, without what ends a label: Pajek has no escapes."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())
    return line.replace('"', "'").replace("\\", "/")
