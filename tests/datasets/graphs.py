"""What the tests of the graph formats share: statements that leave as a graph and come back."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from allegiance import datasets
from allegiance.exports import write
from allegiance.network.ties import Tie, tie
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.statement import End, Place, Statement
from tests.network.conftest import during, end, make

ACTORS = (
    end("Gondor", "state"), end("Men & <Orcs>", "armed group"), end("Лориэн", "people"),
    End(id="aqim", name="Al-Qaeda in the Islamic Maghreb", kind="armed group", country=None,
        mention="AQIM", begin=0, end=4),
)  # fmt: skip
LANDS = (
    End(id="country:ML", name="Mali", kind="place", country="ML", mention="Mali", begin=0, end=4, lat=17.0, lon=-4.0),
    End(id="region:ithilien", name="Ithilien", kind="place", country=None, mention="I", begin=0, end=1),
)  # fmt: skip
PLACES = (
    Place(id="country:ML", name="Mali", country="ML", lat=None, lon=None),
    Place(id="region:sahel", name="Sahel", country=None, lat=None, lon=None),
)
TIMES = (
    None, during("2012-01-01", "2012-12-31", "2012"), during("2013-02-03", "2013-02-03", "2013-02-03"),
    during("2014-05-01", "2014-05-31", "2014-05"),
)  # fmt: skip


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    made = []
    for n in range(draw(st.integers(1, 8))):
        name = draw(st.sampled_from(CODEBOOK))
        targets = LANDS if relation(name).target == ("place",) else ACTORS
        source, target = draw(st.sampled_from(ACTORS)), draw(st.sampled_from(targets))
        if source.id == target.id:
            continue
        more: dict[str, Any] = {
            "time": draw(st.sampled_from(TIMES)),
            "time_status": "past",
            "place": draw(st.sampled_from((None, *PLACES))) if targets is ACTORS else None,
            "polarity": draw(st.sampled_from(("positive", "positive", "negative"))),
            "certainty": draw(st.sampled_from(("certain", "probable", "possible"))),
            "by": draw(st.sampled_from((None, "Faramir", "Éowyn"))),
            "document": draw(st.sampled_from(("a", "b"))),
        }
        made.append(make(source, name, target, n, **more))
    return made


def told(made: Tie) -> tuple[object, ...]:
    """What of a tie a graph keeps."""
    named = tuple(sorted(voice for voice in made.voices if voice in ("Faramir", "Éowyn")))
    affirmed = [said for said in made.statements if said.polarity == "positive"]
    dates = [(said.time.start, said.time.end) for said in affirmed if said.time]
    span = (min(dates)[0], max(last or "" for _, last in dates)) if dates else None
    return (
        made.source.id, made.source.name, made.source.kind, made.relation, made.target.id,
        made.target.kind, made.theatre, made.symmetric, made.sign, bool(made.affirmed),
        bool(made.denied), named, span,
    )  # fmt: skip


def goes_and_returns(said: list[Statement], path: Path, form: str) -> None:
    """Every tie comes back as it left."""
    written = write(said, path, format=form)
    reading = datasets.read(path)
    back = [each for block in reading.blocks for each in block.statements]
    assert reading.form.name == form
    assert reading.rows == written.written
    assert not reading.silences
    assert {told(each) for each in tie(back)} == {told(each) for each in tie(said)}
