"""Counted ties beside those of writing that was read."""

import msgspec

from allegiance.network.sums import SummedTie, firm, joined
from allegiance.network.ties import Party, tie
from allegiance.statements.statement import End, Statement, Trigger

ENDS = [
    End(id=name.lower(), name=name, kind="state", country=None, mention=name, begin=0, end=1)
    for name in ("Gondor", "Mordor")
]
SAID = Statement(
    id="s", document="d", sentence="", begin=0, end=0, source=ENDS[0], relation="fight", event="",
    sign=-1, target=ENDS[1], trigger=Trigger(text="", begin=0, end=0), confidence=1, coder="c",
    outlet="post.com", date="2010",
)  # fmt: skip
PARTIES = [Party(id=each.id, name=each.name, kind="state", country=None) for each in ENDS]
COUNTED = SummedTie(
    source=PARTIES[0], relation="fight", target=PARTIES[1], sign=-1, symmetric=False, theatre=None,
    period=None, statements=(), affirmed=3, denied=0, certain=3, probable=0, possible=0, unknown=0,
    documents=3, sources=2, first="2012-01-01", last="2013-01-01", weight=-3.0,
    named=("herald.com", "post.com"), heard=2, firm=3.0, plainly=True,
)  # fmt: skip


def test_strength_is_a_sum_by_certainty() -> None:
    assert firm({"certain": 2, "probable": 1, "possible": 1, "unknown": 1}) == 3.3
    assert (COUNTED.strength, COUNTED.voices, COUNTED.alleged) == (
        3.0,
        ("herald.com", "post.com"),
        False,
    )


def test_one_tie_of_both_counts_each_voice_once() -> None:
    [both] = joined(tie([SAID]), [COUNTED])
    assert (both.affirmed, both.documents, both.sources) == (4, 4, 2)
    assert (both.first, both.last, both.weight) == ("2010", "2013-01-01", -4.0)
    assert both.statements == (SAID,)
    assert both.voices == ("post.com", "herald.com")


def test_others_stand_beside_each_other_the_most_widely_told_first() -> None:
    other = msgspec.structs.replace(SAID, relation="ally", sign=1)
    assert [each.relation for each in joined(tie([other]), [COUNTED])] == ["fight", "ally"]
