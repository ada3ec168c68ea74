"""What is read of a store once something was decided, however it was decided, undone and shared."""

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.errors import AllegianceError, BadDecision
from allegiance.network.ties import tie
from allegiance.statements.statement import Attribution, Mention, Sentence, Statement
from allegiance.store import (
    Accept,
    Alias,
    Correct,
    Merge,
    Never,
    Reject,
    Rename,
    Retype,
    Split,
    Store,
    Undo,
    decision_files,
    query,
)
from allegiance.store.decision import What, in_force
from tests.store.conftest import CODER, document, end, keep, say

PALANTIR = document("Gondor armed Rohan. Dunland fears the Rohirrim.", outlet="The Palantir")
EYE = document("Isengard armed Dunland. The Rohirrim ride.", outlet="The Eye", date="3019")
SPEAKER = Attribution(id="dunland", name="Dunland", kind="state", verb="says")
ARM = say(PALANTIR, "Gondor", "arm", "Rohan", id="arm")
FEAR = say(PALANTIR, "Dunland", "oppose", "Rohirrim", id="fear", sign=-1)
HELP = say(EYE, "Isengard", "arm", "Dunland", id="help")
RIDE = say(EYE, "Rohirrim", "fight", "Dunland", id="ride", sign=-1, attribution=(SPEAKER,))
HOLD = say(EYE, "Rohan", "control", end("Edoras", kind="place", country="RO"), id="hold")


def fill(store: Store) -> None:
    for letter, said in ((PALANTIR, (ARM, FEAR)), (EYE, (HELP, RIDE, HOLD))):
        mentions = [
            Mention(document=letter.id, begin=one.begin, end=one.end, text=one.mention, id=one.id,
                    name=one.name, kind=one.kind)
            for one in {each.id: each for s in said for each in (s.source, s.target)}.values()
        ]  # fmt: skip
        sentences = [Sentence(document=letter.id, index=0, begin=0, end=19, statements=len(said))]
        store.write(letter, sentences=sentences, mentions=mentions, statements=said, coder=CODER)


@pytest.fixture
def told() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        fill(opened)
        yield opened


def who(store: Store, **asked: str) -> list[str]:
    """Each statement as "source relation target", by names."""
    return [
        f"{said.source.name} {said.relation} {said.target.name}"
        for said in query.statements(store, **asked)  # type: ignore[arg-type]
    ]


def seen(store: Store) -> object:
    """All that is read of a store."""
    columns = "id, source_id, source_name, source_kind, target_id, target_name, relation, rejected"
    return (
        list(query.statements(store)),
        list(query.statements(store, rejected=True)),
        query.actors(store),
        sorted(store.rows(f"SELECT {columns} FROM effective")),
        [(made.source.id, made.relation, made.target.id) for made in tie(query.statements(store))],
    )


def test_a_merge_is_read_everywhere(told: Store) -> None:
    before = seen(told)
    made = told.decide(Merge("rohirrim", "rohan"))
    assert who(told) == [
        "Gondor arm Rohan", "Dunland oppose Rohan", "Isengard arm Dunland", "Rohan fight Dunland",
        "Rohan control Edoras",
    ]  # fmt: skip
    assert who(told, actor="Rohirrim") == who(told, actor="rohan")
    assert len(who(told, actor="Rohan")) == 4
    assert "rohirrim" not in {each.id for each in query.actors(told)}
    [rohan] = query.actors(told, search="roh")
    assert (rohan.statements, rohan.mentions, rohan.documents) == (4, 4, 2)
    assert told.value("SELECT count(*) FROM statements WHERE source_id = 'rohirrim'") == 1
    told.undo(made.id)
    assert seen(told) == before


def test_speakers_are_merged_as_well(told: Store) -> None:
    told.decide(Merge("dunland", "isengard"))
    [said] = query.statements(told, speaker="Isengard", relation="fight")
    assert [link.name for link in said.attribution] == ["Isengard"]
    assert list(query.statements(told, speaker="Dunland", relation="fight")) == [said]


def test_a_former_name_still_finds_the_actor(told: Store) -> None:
    told.decide(Rename("dunland", "The Hillmen"))
    told.decide(Retype("dunland", "people"))
    assert who(told, actor="dunland") == who(told, actor="the hillmen")
    [said] = query.statements(told, actor="The Hillmen", relation="oppose")
    assert (said.source.name, said.source.kind, said.source.mention) == (
        "The Hillmen", "people", "Dunland",
    )  # fmt: skip
    told.decide(Rename("dunland", "Dunlendings"))
    assert [each.name for each in query.actors(told, kind="people")] == ["Dunlendings"]


def test_an_alias_holds_for_texts_to_come(told: Store) -> None:
    told.decide(Alias("rohan", "The Mark"))
    letter = document("The Mark rides.")
    mark = msgspec.structs.replace(end("The Mark", kind="unknown"), id="text:the-mark")
    said = say(letter, "Gondor", "aid", mark)
    keep(told, letter, said)
    assert who(told, actor="Rohan", relation="aid") == ["Gondor aid Rohan"]
    assert who(told, actor="the mark", relation="aid") == ["Gondor aid Rohan"]


def test_a_split_takes_what_it_names(told: Store) -> None:
    told.decide(Split("dunland", "hillmen", name="Hillmen", kind="people", documents=(EYE.id,)))
    assert who(told, actor="Dunland") == ["Dunland oppose Rohirrim"]
    assert who(told, actor="Hillmen") == ["Isengard arm Hillmen", "Rohirrim fight Hillmen"]
    [hillmen] = query.actors(told, kind="people")
    assert (hillmen.statements, hillmen.mentions) == (2, 1)
    told.decide(Merge("hillmen", "dunland"))
    assert len(who(told, actor="Dunland")) == 3
    told.decide(Split("dunland", "wild", name="Wild", statements=("help",)))
    assert who(told, actor="Wild") == ["Isengard arm Wild"]


def test_a_correction_is_read_everywhere_and_the_statement_stays(told: Store) -> None:
    told.decide(Correct("arm", source="isengard", relation="fund", certainty="possible"))
    [said] = query.statements(told, relation="fund", certainty="possible")
    assert (said.id, said.source.name, said.sign) == ("arm", "Isengard", 1)
    assert told.value("SELECT relation FROM statements WHERE id = 'arm'") == "arm"
    told.decide(Merge("isengard", "dunland"))
    assert who(told, relation="fund") == ["Dunland fund Rohan"]
    told.stories({PALANTIR.id: "war"})
    assert {said.story for said in query.statements(told, relation="fund")} == {"war"}
    told.decide(Reject("arm"))
    assert who(told, relation="fund") == []
    assert query.counts(told).rejected == 1


def test_decisions_survive_another_reading(told: Store) -> None:
    told.decide(Merge("rohirrim", "rohan"))
    told.decide(Correct("arm", relation="fund"))
    told.decide(Split("dunland", "hillmen", wordings=("Dunland",)))
    before = seen(told)
    again = say(PALANTIR, "Mordor", "fight", "Gondor", id="new")
    keep(told, PALANTIR, ARM, FEAR, again, coder="rules 2")
    assert who(told, document=PALANTIR.id) == [
        "Gondor fund Rohan", "hillmen oppose Rohan", "Mordor fight Gondor",
    ]  # fmt: skip
    fill(told)
    assert seen(told) == before


def test_a_decision_about_what_is_gone_is_kept_and_told(told: Store) -> None:
    merge = told.decide(Merge("isengard", "gondor"))
    correct = told.decide(Correct("help", relation="fund"))
    assert told.view().idle == {}
    assert told.forget(EYE.id)
    assert told.view().idle == {
        merge.id: "'isengard' is not in the store", correct.id: "'help' is not in the store",
    }  # fmt: skip
    assert told.decisions() == [merge, correct]
    fill(told)
    assert who(told, actor="gondor") == ["Gondor arm Rohan", "Gondor fund Dunland"]


def test_what_was_taken_over_twice_is_there_once(told: Store) -> None:
    told.decide(Merge("rohirrim", "rohan"), who="Éowyn", why="the same riders")
    told.undo(told.decide(Reject("arm")).id)
    told.decide(Never("gondor", "rohan"))
    text = decision_files.dump(told.log())
    with Store.open(":memory:") as other:
        fill(other)
        assert other.adopt(decision_files.load(text, "log")).new == 4
        assert seen(other) == seen(told)
        version = other.version
        assert other.adopt(decision_files.load(text, "log")).new == 0
        assert other.version == version
        assert decision_files.dump(other.log()) == text


def test_decisions_for_another_store_wait(told: Store) -> None:
    made = told.decide(Merge("rohirrim", "rohan"))
    with Store.open(":memory:") as other:
        adopted = other.adopt(told.log())
        assert (adopted.new, adopted.idle) == (1, {made.id: "'rohirrim' is not in the store"})
        fill(other)
        assert seen(other) == seen(told)


def test_two_decisions_of_one_id_are_refused(told: Store) -> None:
    made = told.decide(Reject("arm"))
    before = told.log(), told.version
    bad = type(made)(id=made.id, when=made.when, what=Reject("fear"))
    with pytest.raises(BadDecision, match="has another decision"):
        told.adopt([bad, type(made)(id="new", when=made.when, what=Reject("help"))])
    assert (told.log(), told.version) == before


def test_two_who_take_over_from_one_another_agree() -> None:
    with Store.open(":memory:") as one, Store.open(":memory:") as two:
        fill(one)
        fill(two)
        one.decide(Merge("rohirrim", "rohan"), who="Éowyn")
        two.decide(Merge("rohan", "rohirrim"), who="Éomer")
        two.decide(Rename("dunland", "Hillmen"), who="Éomer")
        one.adopt(two.log())
        two.adopt(one.log())
        assert seen(one) == seen(two)
        assert who(one, relation="control") == ["Rohirrim control Edoras"], "the later merge wins"


actors = st.sampled_from(["gondor", "rohan", "rohirrim", "dunland", "isengard", "hillmen"])
told_of = st.sampled_from(["arm", "fear", "help", "ride", "hold"])
deeds: st.SearchStrategy[What | int] = st.one_of(
    st.builds(Merge, actors, actors, st.booleans()),
    st.builds(Merge, actors, actors),
    st.builds(Never, actors, actors),
    st.builds(Rename, actors, st.sampled_from(["A", "B"])),
    st.builds(Retype, actors, st.sampled_from(["people", "party"])),
    st.builds(Alias, actors, st.sampled_from(["The Mark", "Wose"])),
    st.builds(Split, actors, actors, documents=st.sampled_from([(PALANTIR.id,), (EYE.id,)])),
    st.builds(Reject, told_of),
    st.builds(Accept, told_of),
    st.builds(Correct, told_of, source=actors, relation=st.sampled_from(["arm", "fight"])),
    st.builds(Correct, told_of, target=actors),
    st.integers(0, 20),
)


def decide(store: Store, what: What | int) -> None:
    """Decide, or undo one of the decisions there; a refusal changes nothing."""
    before = store.version
    log = store.log()
    try:
        if isinstance(what, int):
            if log:
                store.undo(log[what % len(log)].id)
        else:
            store.decide(what)
    except AllegianceError:
        assert store.version == before
        assert store.log() == log


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(deeds, max_size=8), actors, actors)
def test_any_sequence_of_decisions_is_the_replay_of_its_log(
    sequence: list[What | int], one: str, other: str
) -> None:
    with Store.open(":memory:") as lived, Store.open(":memory:") as replayed:
        fill(lived)
        fill(replayed)
        for what in sequence:
            decide(lived, what)
        now = seen(lived)
        replayed.adopt(each for each in in_force(lived.log()) if not isinstance(each.what, Undo))
        assert seen(replayed) == now, "what was undone leaves no trace"
        replayed.adopt(decision_files.load(decision_files.dump(lived.log()), "log"))
        assert seen(replayed) == now, "nor does it when it is taken over"
        assert replayed.adopt(lived.log()).new == 0
        try:
            merged = lived.decide(Merge(one, other, force=True))
        except AllegianceError:
            assert seen(lived) == now
        else:
            lived.undo(merged.id)
            assert seen(lived) == now, "a merge and its undoing change nothing"
        assert lived.forget(EYE.id)
        assert lived.forget(PALANTIR.id)
        fill(lived)
        assert seen(lived) == now, "reading again changes nothing"


def test_the_raw_statements_are_never_changed(told: Store) -> None:
    def raw() -> list[tuple[Statement, ...]]:
        return list(told.rows("FROM statements ORDER BY id"))

    before = raw()
    for what in (Merge("rohirrim", "rohan"), Correct("arm", relation="fund"), Reject("help")):
        told.decide(what)
    assert raw() == before
