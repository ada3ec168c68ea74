"""What is written is read back exactly; all of it is written, or nothing."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.documents.document import Document
from allegiance.errors import BadDecision, BrokenStore, UnreadableDocument
from allegiance.statements.statement import Mention, Sentence, Statement
from allegiance.store import Accept, Reject, Store, query
from tests.store.conftest import CODER, document, keep, say


def kept(store: Store) -> list[Statement]:
    return list(query.statements(store))


def test_a_store_keeps_what_it_was_given(path: Path) -> None:
    letter = document(outlet="The Palantir", date="3019-03", title="War", path="letter.txt")
    arm = say(letter, "Gondor", "arm", "Rohan")
    with Store.open(path) as store:
        assert keep(store, letter, arm)
    with Store.open(path, read_only=True) as store:
        assert store.documents() == [letter]
        assert kept(store) == [arm]
        assert [sentence.reason for sentence in store.sentences()] == [None, "no frame"]
        assert [mention.text for mention in store.mentions(letter.id)] == ["Gondor"]
        assert store.mentions("another") == []


def test_memory_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open(":memory:") as store:
        assert keep(store, document())
        assert len(store.documents()) == 1
    with Store.open(":memory:", read_only=True) as store:
        assert store.documents() == []
    assert list(tmp_path.iterdir()) == []


def test_reading_twice_changes_nothing(store: Store) -> None:
    letter = document()
    assert keep(store, letter, say(letter, "Gondor", "arm", "Rohan"))
    version = store.version
    assert not keep(store, letter, say(letter, "Gondor", "arm", "Rohan"))
    assert store.version == version


def test_another_coder_replaces_what_the_first_one_found(store: Store) -> None:
    letter, other = document(), document("Rohan rides.")
    keep(
        store, letter, say(letter, "Gondor", "arm", "Rohan"), say(letter, "Gondor", "ally", "Rohan")
    )
    keep(store, other)
    version = store.version
    assert keep(store, letter, say(letter, "Gondor", "fund", "Rohan"), coder="rules 2")
    assert [said.relation for said in kept(store)] == ["fund"]
    assert [each.id for each in store.documents()] == [letter.id, other.id], "the order stays"
    assert store.version > version


def test_it_holds_a_document_that_is_unchanged(store: Store) -> None:
    letter = document(date="3019")
    assert not store.holds(letter, coder=CODER)
    keep(store, letter)
    store.stories({letter.id: "war"})
    assert store.holds(msgspec.structs.replace(letter, path="moved.txt"), coder=CODER)
    assert not store.holds(letter, coder="rules 2")
    assert not store.holds(msgspec.structs.replace(letter, date="3018"), coder=CODER)


def test_a_statement_is_kept_once(store: Store) -> None:
    letter = document()
    arm, fund = say(letter, "Gondor", "arm", "Rohan"), say(letter, "Gondor", "fund", "Rohan")
    keep(store, letter, arm, fund, arm)
    assert kept(store) == [arm, fund]


def test_half_a_write_is_no_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = document()
    keep(store, letter, say(letter, "Gondor", "arm", "Rohan"))
    before = (store.documents(), store.sentences(), kept(store), store.version)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("allegiance.store.store._bump", fail)
    with pytest.raises(KeyboardInterrupt):
        keep(store, letter, say(letter, "Gondor", "fight", "Rohan"), coder="rules 2")
    with pytest.raises(KeyboardInterrupt):
        store.forget(letter.id)
    assert (store.documents(), store.sentences(), kept(store), store.version) == before


def test_parts_of_another_document_are_a_bug(store: Store) -> None:
    with pytest.raises(ValueError, match="is not of document"):
        keep(store, document(), say(document("Rohan rides."), "Gondor", "arm", "Rohan"))


def test_forgetting_leaves_nothing(store: Store) -> None:
    letter, other = document(), document("Rohan rides.")
    keep(store, letter, say(letter, "Gondor", "arm", "Rohan"))
    keep(store, other)
    assert store.forget(letter.id)
    assert not store.forget(letter.id)
    assert kept(store) == []
    assert {sentence.document for sentence in store.sentences()} == {other.id}
    assert {mention.document for mention in store.mentions()} == {other.id}


def test_stories_reach_documents_and_statements(store: Store) -> None:
    one, two = document(outlet="The Palantir"), document(outlet="The Eye")
    keep(store, one, say(one, "Gondor", "arm", "Rohan"))
    keep(store, two, say(two, "Gondor", "arm", "Rohan"))
    assert store.stories({one.id: "war", two.id: "war", "unknown": "war"}) == 2
    assert store.stories({one.id: "war"}) == 0
    assert {each.story for each in store.documents()} == {"war"}
    assert {each.story for each in kept(store)} == {"war"}
    assert not keep(store, one, say(one, "Gondor", "arm", "Rohan")), "its story is no change"
    keep(store, one, say(one, "Gondor", "fund", "Rohan"), coder="rules 2")
    assert {each.story for each in kept(store)} == {"war"}, "a story outlives a new reading"
    assert store.stories({one.id: None}) == 1
    assert [each.story for each in kept(store)] == [None, "war"]


def test_a_rejected_statement_is_left_out_until_accepted(store: Store) -> None:
    letter = document()
    arm, fund = say(letter, "Gondor", "arm", "Rohan"), say(letter, "Gondor", "fund", "Rohan")
    keep(store, letter, arm, fund)
    made = store.decide(Reject(arm.id), who="Éowyn", why="a misreading", when="3019-03-15")
    assert store.decisions() == [made]
    assert (made.who, made.why, made.when) == ("Éowyn", "a misreading", "3019-03-15")
    assert kept(store) == [fund]
    assert list(query.statements(store, rejected=True)) == [arm, fund]
    accepted = store.decide(Accept(arm.id))
    assert kept(store) == [arm, fund]
    undoing = store.undo(accepted.id)
    assert kept(store) == [fund], "the earlier decision counts again"
    with pytest.raises(BadDecision, match="is undone already"):
        store.undo(accepted.id)
    store.undo(undoing.id)
    assert kept(store) == [arm, fund]
    assert store.decisions(fund.id) == []
    assert store.decisions(arm.id) == [made, accepted]


def test_a_decision_survives_a_new_reading(store: Store) -> None:
    letter = document()
    arm, fund = say(letter, "Gondor", "arm", "Rohan"), say(letter, "Gondor", "fund", "Rohan")
    keep(store, letter, arm)
    store.decide(Reject(arm.id))
    keep(store, letter, arm, fund, coder="rules 2")
    assert kept(store) == [fund]
    store.forget(letter.id)
    keep(store, letter, arm, fund)
    assert kept(store) == [fund]


def test_a_decision_is_about_a_statement(store: Store) -> None:
    with pytest.raises(BadDecision, match="statement 'nowhere' is not in"):
        store.decide(Reject("nowhere"))
    assert store.decisions() == []


def test_a_document_is_unsigned_until_its_story_was_looked_for(store: Store) -> None:
    one, two = document(), document("Rohan rode out.")
    keep(store, one)
    keep(store, two)
    assert dict(store.unsigned()) == {one.id: one.text, two.id: two.text}
    assert store.stories({one.id: None}, signatures={one.id: b"\x00seal"}) == 0
    assert dict(store.unsigned()) == {two.id: two.text}
    assert store.signatures() == {one.id: b"\x00seal"}


def test_every_change_moves_the_version(store: Store) -> None:
    letter = document()
    arm = say(letter, "Gondor", "arm", "Rohan")
    seen = [store.version]
    for change in (
        lambda: keep(store, letter, arm),
        lambda: store.stories({letter.id: "war"}),
        lambda: store.decide(Reject(arm.id)),
        lambda: store.undo(store.decisions()[0].id),
        lambda: store.forget(letter.id),
    ):
        change()
        seen.append(store.version)
    assert seen == sorted(set(seen))


def test_a_reader_does_not_write(path: Path) -> None:
    Store.open(path).close()
    with (
        Store.open(path, read_only=True) as store,
        pytest.raises(BrokenStore, match="reading only"),
    ):
        keep(store, document())


def test_half_a_character_is_refused(store: Store) -> None:
    with pytest.raises(UnreadableDocument, match=r"letter\.txt holds half a character"):
        keep(store, document("Gondor", title="\ud800", path="letter.txt"))
    assert store.documents() == []


def test_threads_may_read_while_one_writes(store: Store) -> None:
    def write(n: int) -> int:
        letter = document(f"Gondor armed Rohan {n} times.")
        keep(store, letter, say(letter, "Gondor", "arm", "Rohan"))
        return len(kept(store))

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(write, range(12)))
    assert all(seen), "each saw at least what it wrote"
    assert len(kept(store)) == 12


def test_a_closed_store_says_so(path: Path) -> None:
    store = Store.open(path)
    store.close()
    store.close()
    with pytest.raises(BrokenStore, match="closed"):
        store.documents()


def test_ten_thousand_statements_of_one_document(store: Store) -> None:
    letter = document()
    many = [say(letter, "Gondor", "arm", f"Rider {n}") for n in range(10_000)]
    keep(store, letter, *many)
    assert kept(store) == many


def test_importing_the_store_does_not_load_the_database() -> None:
    code = (
        "import sys, allegiance.store; sys.exit('duckdb' in sys.modules or 'spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers(0, 2**31 - 1)
floats = st.floats(allow_nan=False, allow_infinity=False)
FIELDS = {str: words, int: numbers, float: floats}


def records(kind: type[msgspec.Struct]) -> st.SearchStrategy[msgspec.Struct]:
    """Any record of a kind, its fields filled by their types."""
    hints = msgspec.structs.fields(kind)
    return st.builds(kind, **{field.name: values(field.type) for field in hints})


def values(hint: object) -> st.SearchStrategy[object]:
    kind = msgspec.inspect.type_info(hint)
    return filled(kind)


def filled(kind: msgspec.inspect.Type) -> st.SearchStrategy[object]:
    match kind:
        case msgspec.inspect.StrType():
            return words
        case msgspec.inspect.IntType():
            return numbers
        case msgspec.inspect.FloatType():
            return floats
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.NoneType():
            return st.none()
        case msgspec.inspect.LiteralType():
            return st.sampled_from(kind.values)
        case msgspec.inspect.UnionType():
            return st.one_of(*map(filled, kind.types))
        case msgspec.inspect.VarTupleType():
            return st.lists(filled(kind.item_type), max_size=3).map(tuple)
        case msgspec.inspect.StructType():
            return records(kind.cls)
    raise AssertionError(kind)


def of(part: msgspec.Struct, home: msgspec.Struct, **more: object) -> msgspec.Struct:
    return msgspec.structs.replace(part, document=home.id, **more)  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    records(Document),
    st.lists(records(Sentence), max_size=3),
    st.lists(records(Mention), max_size=3),
    st.lists(records(Statement), max_size=3, unique_by=lambda said: said.id),  # type: ignore[attr-defined]
)
def test_the_round_trip_is_exact(
    letter: Document, sentences: list[Sentence], mentions: list[Mention], said: list[Statement]
) -> None:
    sentences, mentions, said = (  # type: ignore[assignment]
        [of(part, letter, **({"begin": n} if n >= 0 else {})) for n, part in enumerate(parts)]
        for parts in (sentences, mentions, said)
    )
    with Store.open(":memory:") as store:
        store.write(letter, sentences=sentences, mentions=mentions, statements=said, coder="any")
        assert store.documents() == [letter]
        assert store.sentences() == sentences
        assert store.mentions() == mentions
        assert list(query.statements(store)) == said
        assert store.holds(letter, coder="any")


def test_changes_made_together_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    def half(store: Store, document: Document) -> None:
        with store.together("two documents"):
            store.write(document, sentences=(), mentions=(), statements=(), coder="c")
            raise ZeroDivisionError

    one, two = (Document(id=name, text="x") for name in ("1", "2"))
    with Store.open(tmp_path / "s.duckdb") as store:
        with pytest.raises(ZeroDivisionError):
            half(store, one)
        assert store.documents() == []
        with store.together("two documents"):
            for each in (one, two):
                store.write(each, sentences=(), mentions=(), statements=(), coder="c")
        assert [each.id for each in store.documents()] == ["1", "2"]
        store.forget("1")
        assert [each.id for each in store.documents()] == ["2"]
