"""The markup of the corpus: what it reads, and every way to get it wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.markup import BadMarkup, Item, check, load, main

HEAD = "batch: t\nauthor: 1\nregion: Sahel\n\n"
TOLD = """= s
[a:armed_force Gondor's riders] {1 drove out} [b:armed_group the Corsairs] from [c:place Pelargir] {t1 in 3018}, [d:person a captain] {q1 said} <q1 at dusk>.
- 1 a fight b; in c; past; time t1; from c
- q1 by d
"""


def item(tmp_path: Path, text: str) -> Item:
    path = tmp_path / "t.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return load(path).items[0]


def mistake(tmp_path: Path, text: str) -> str:
    path = tmp_path / "t.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    _, mistakes = check(path)
    assert mistakes
    return mistakes[0]


def test_the_text_is_left_without_its_marks(tmp_path: Path) -> None:
    found = item(tmp_path, TOLD)
    assert found.text == (
        "Gondor's riders drove out the Corsairs from Pelargir in 3018, a captain said at dusk."
    )
    assert [found.text[m.begin : m.end] for m in found.mentions] == [
        "Gondor's riders", "the Corsairs", "Pelargir", "a captain",
    ]  # fmt: skip
    assert found.region == "Sahel"


def test_a_coding_has_its_ends_and_what_differs_from_the_usual(tmp_path: Path) -> None:
    said = item(tmp_path, TOLD).statements[0]
    assert (said.source, said.relation, said.target, said.place) == ("a", "fight", "b", "c")
    assert (said.time, said.origin, said.time_status, said.certainty) == (
        "t1",
        "c",
        "past",
        "certain",
    )
    assert (said.polarity, said.phase, said.mutual, said.event) == (
        "positive",
        "holds",
        False,
        "ASSAULT",
    )


def test_what_a_cue_holds_is_attributed_outermost_first(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        "= s\n[a:person A] {q1 said} <q1 that [b:person B] {q2 claimed} <q2 [c:state C] {1 armed}"
        " [d:state D]>>.\n- 1 c arm d; possible\n- q1 by a\n- q2 by b\n",
    )
    assert found.statements[0].cues == ("q1", "q2")
    assert found.sources == {"q1": "a", "q2": "b"}


def test_of_two_contents_of_the_same_words_the_outer_is_first(tmp_path: Path) -> None:
    text = (
        "= s\n<q1 <q2 [a:state A] {1 armed} [b:state B]>, [c:person C] {q2 said}>, [d:person D]"
        " {q1 wrote}.\n- 1 a arm b\n- q1 by d\n- q2 by c\n"
    )
    assert item(tmp_path, text).statements[0].cues == ("q1", "q2")
    text = "= s\n<q1 <q2 [a:state A] {1 armed} [b:state B]>> {q1 x} {q2 y}.\n- 1 a arm b\n"
    text += "- q1 impersonal\n- q2 impersonal\n"
    assert item(tmp_path, text).statements[0].cues == ("q1", "q2")


def test_own_and_via_change_who_says_it(tmp_path: Path) -> None:
    text = (
        "= s\n[a:state A] {q1 announced} <q1 its {1 backing} of [b:state B], its {2 foe}>.\n"
        "- 1 a support b\n- 2 a oppose b; own\n- q1 by a\n"
    )
    assert [said.cues for said in item(tmp_path, text).statements] == [("q1",), ()]
    text = (
        "= s\n[a:state A] {1 announced} {q1 aid} for [b:state B].\n- 1 a aid b; via q1\n- q1 by a\n"
    )
    assert item(tmp_path, text).statements[0].cues == ("q1",)


def test_marks_nest_and_a_mention_can_stand_for_several(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        "= p\n[a:armed_group [b:state Gondor]-{1 backed} rangers] met [c:person Eomer].\n"
        "[a+c Both] {2 fought} [d:state Mordor].\n- 1 b support a\n- 2 a fight d\n- 2 c fight d\n",
    )
    assert found.mentions[0].labels == ("a",)
    assert found.mentions[1].labels == ("b",)
    assert found.mentions[3].labels == ("a", "c")
    assert len(found.sentences) == 2
    assert found.text[slice(*found.sentences[1])] == "Both fought Mordor."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("= s\n[a:state A] {1 armed} [b:state B.\n- 1 a arm b", "never closed"),
        ("= s\n[a:state A] {1 armed] [b:state B].\n- 1 a arm b", "closes nothing"),
        ("= s\n[a:country A] {1 armed} [b:state B].\n- 1 a arm b", "not a kind"),
        ("= s\n[a A] {1 armed} [b:state B].\n- 1 a arm b", "has no kind"),
        ("= s\n[a:state A] {1 armed} [b:state B].\n- 1 a armed b", "not a relation"),
        ("= s\n[a:state A] {1 armed} [b:state B].\n- 1 a arm c", "nobody is marked 'c'"),
        ("= s\n[a:state A] {1 armed} [b:state B].\n- 2 a arm b", "no words are marked"),
        ("= s\n[a:state A] {1 armed} [b:state B].\n- 1 a arm a", "the same"),
        ("= s\n[a:state A] {1 armed} [b:state B].", "no statement"),
        ("= n\n[a:state A] {1 armed} [b:state B].\n- 1 a arm b", "hard negative"),
        ("= s\n[a:state A] {1 holds} [b:state B].\n- 1 a control b", "is a place"),
        ("= s\n[a:state A] {1 armed} [b:place B].\n- 1 a arm b", "is an actor"),
        ("= s\n[a:place A] {1 armed} [b:state B].\n- 1 a arm b", "cannot be the source"),
        ("= s\n[a:state A] {1 armed} [b:state B] {q1 reportedly}.\n- 1 a arm b", "needs a line"),
        ("= s\n[a:state A] {1 armed} [b:state B].\n- 1 a arm b; maybe", "not understood"),
        ("= s\n[a:state A] {1 armed} {2 and paid} [b:state B].\n- 1 a arm b", "has no coding"),
        ("= x\n[a:state A].", "not a shape"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    said = mistake(tmp_path, text)
    assert said.startswith("t.txt, item at line 5: ")
    assert words in said


def test_load_stops_at_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text(HEAD + "= s\n[a:state A] sleeps.\n", encoding="utf-8")
    with pytest.raises(BadMarkup, match="no statement"):
        load(path)


@given(st.text(alphabet="[]{}<>ab1q:= -;\n", max_size=60))
def test_any_text_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("markup") / "t.txt"
    path.write_text(HEAD + "= n\n" + text, encoding="utf-8")
    batch, mistakes = check(path)
    assert batch.items or mistakes


def test_the_checker_counts_and_fails_on_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.txt"
    path.write_text(HEAD + TOLD, encoding="utf-8")
    assert main([str(path)]) == 0
    assert "1 sentences, 0 paragraphs, 0 hard negatives" in capsys.readouterr().out
    path.write_text(HEAD + TOLD + "\n= s\nNobody.\n", encoding="utf-8")
    assert main([str(path)]) == 1
