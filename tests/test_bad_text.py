"""What bad text gets: no crash, no more time than its length asks, and a reason where it says nothing."""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.documents.cleaning import clean
from allegiance.documents.document import Document, identify
from allegiance.explanation import Explanation, explain
from allegiance.language import annotate, encoder
from allegiance.language.limits import LONGEST_SENTENCE
from allegiance.language.reading import reading
from allegiance.statements.coder import examine
from allegiance.statements.statement import Statement
from tests.conftest import Run

SHIPPED = Path(encoder.__file__).parent / "weights/small"
CODERS = ("frames", "small")
WORDS = (
    "the army of Mordor attacked Gondor in Dale with rockets and he said that they fled from "
    "which whom it is not believed , an ally may arm"
).split()
NAMES = "Gondor Rohan Mordor France Russia Syria Iran Turkey Mali Libya Hezbollah Israel".split()


@pytest.fixture(params=CODERS)
def coder(request: pytest.FixtureRequest) -> str:
    """Each coder that is there."""
    name = str(request.param)
    if name == "small" and not (SHIPPED / "model.json").exists():
        pytest.skip("the small model is not beside the program; `make train` makes it")
    return name


def document(text: str) -> Document:
    return Document(id=identify(text), text=text)


def explained(text: str, coder: str) -> list[Explanation]:
    """What the coder saw, after checking what holds of every text."""
    told = [*explain(document(text), coder=coder)]
    for each in told:
        assert bool(each.statements) != bool(each.reason), each.sentence
        assert each.sentence == each.sentence.strip()
        assert each.sentence in text
    check([said for each in told for said in each.statements], text)
    return told


def check(statements: list[Statement], text: str) -> None:
    """Identities are unique, and offsets point to the words that they are said to."""
    assert len({said.id for said in statements}) == len(statements)
    for said in statements:
        assert text[said.begin : said.end] == said.sentence
        assert text[said.trigger.begin : said.trigger.end] == said.trigger.text
        for end in (said.source, said.target):
            assert 0 <= end.begin <= end.end <= len(text)
            assert text[end.begin : end.end] == end.mention
        for link in said.attribution:
            assert text[link.begin : link.end] == link.mention


def said(text: str, coder: str) -> set[tuple[str, str, str]]:
    """Who does what to whom, by the names of the ends."""
    return {
        (each.source.name, each.relation, each.target.name)
        for sentence in explained(text, coder)
        for each in sentence.statements
    }


def random_words(count: int) -> str:
    return " ".join(random.Random(1).choices(WORDS, k=count)) + "."


def table(count: int) -> str:
    rows = zip(cycle(NAMES), range(count // 4), islice(cycle(NAMES), 5, None), strict=False)
    return "\n".join(f"{one}\t{n * 37 % 999}\t{n}.5\t{other}" for one, n, other in rows)


def made_up(count: int, between: str) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return between.join(f"Ko{letters[n // 26 % 26]}u{letters[n % 26]}n{n}" for n in range(count))


LONG: dict[str, Callable[[int], str]] = {
    "one sentence": random_words,
    "clauses": lambda n: "Mordor attacked Gondor and " * (n // 4) + "Rohan slept.",
    "verbs": lambda n: "Mordor" + " attacked and" * (n // 2) + " attacked Gondor.",
    "relative clauses": lambda n: "Mordor armed Gondor" + ", which armed Rohan" * (n // 4) + ".",
    "table": table,
    "capitals": lambda n: "MORDOR ATTACKED GONDOR AND " * (n // 4) + "ROHAN SLEPT.",
    "commas apart": lambda n: ", " * n,
    "commas": lambda n: "," * n,
    "names and": lambda n: made_up(n // 2, " and ") + " are allies.",
    "names fought": lambda n: "Gondor fought " + made_up(n // 2, ", ") + ".",
    "said that": lambda n: "Faramir said that " * (n // 3) + "Mordor attacked Gondor.",
    "denied": lambda n: "Mordor denied claims that " * (n // 4) + "it attacked Gondor.",
    "quotes": lambda n: "“Mordor attacked Gondor " * (n // 4),
    "brackets": lambda n: "(Mordor attacked [" * (n // 4) + "Gondor" + "])" * (n // 4),
    "code": lambda n: "if (arms[i] != ally) { return attack(iran, n); }\n" * (n // 20),
    "bullets": lambda n: "- Mordor attacked Gondor\n" * (n // 5),
    "emoji": lambda n: "😀 Mordor " * (n // 2),
    "script": lambda n: "هاجمت قوات المدينة " * (n // 3),
    "pronouns": lambda n: "Mordor attacked Gondor. " + "They armed it. " * (n // 4),
    "owners": lambda n: "Mordor's ally's " * (n // 4) + "army attacked Gondor.",
    "one word": lambda n: "a" * (8 * n),
    "dates": lambda n: "In 2012 Mordor attacked Gondor, " * (n // 6),
}


@pytest.mark.parametrize("kind", LONG)
def test_five_thousand_words_are_read(kind: str, coder: str) -> None:
    text = LONG[kind](5000 if coder == "frames" else 1200)
    doc = annotate(document(text), coder=coder)
    assert doc.text.count(" ") >= text.count(" ")
    assert max(map(len, doc.sents)) <= LONGEST_SENTENCE
    codings = [examine(sentence) for sentence in doc.sents]
    for coding in codings:
        assert bool(coding.statements) != bool(coding.reason)
    check([said for coding in codings for said in coding.statements], text)


def steps(deed: Callable[[], object]) -> int:
    """How many calls of Python functions, and turns of generators, a deed takes."""
    counted: Counter[str] = Counter()

    def count(frame: object, event: str, argument: object) -> None:
        counted["calls"] += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        deed()
    finally:
        sys.setprofile(before)
    return counted["calls"]


def read_and_coded(text: str, coder: str) -> None:
    doc = annotate(document(text), coder=coder)
    for sentence in doc.sents:
        examine(sentence)


@pytest.mark.parametrize("kind", LONG)
def test_twice_the_text_takes_no_more_than_twice_the_steps(kind: str, coder: str) -> None:
    read_and_coded(LONG[kind](200), coder)  # what is loaded once is loaded
    one = steps(partial(read_and_coded, LONG[kind](300), coder))
    four = steps(partial(read_and_coded, LONG[kind](1200), coder))
    assert four < 4 * 2 * one + 20_000, f"{one} steps for 300 words, {four} for 1,200"


def test_two_thousand_names_joined_by_and_fit_in_a_store(coder: str) -> None:
    found = explained(made_up(2000, " and ") + " are allies.", coder)
    assert sum(len(each.statements) for each in found) < 10_000


EVIDENT = {
    "capitals": ("MORDOR ATTACKED GONDOR IN 2012.", ("Mordor", "fight", "Gondor")),
    "capitals of known names": ("IRAN ARMS HEZBOLLAH.", ("Iran", "arm", "Hezbollah")),
    "a 1 for an l": ("Mordor attacked Gondor in 20l2.", ("Mordor", "fight", "Gondor")),
    "broken lines": (
        "Mordor attacked\nGondor in 2012 and burnt\nits granaries.",
        ("Mordor", "fight", "Gondor"),
    ),
    "page header": (
        "THE PALANTIR MONTHLY 12\n\nMordor attacked Gondor in 2012.",
        ("Mordor", "fight", "Gondor"),
    ),
    "dashes": ("- Mordor attacked Gondor\n- Rohan slept", ("Mordor", "fight", "Gondor")),
    "bullets": ("  • Rohan slept\n  • Mordor attacked Gondor", ("Mordor", "fight", "Gondor")),
    "open quote": ("“Mordor attacked Gondor, said Faramir.", ("Mordor", "fight", "Gondor")),
    "open brackets": ("((Iran [funded {Hezbollah", ("Iran", "fund", "Hezbollah")),
    "nested brackets": (
        "Mordor (the [so-called {dark}] land) attacked Gondor.",
        ("Mordor", "fight", "Gondor"),
    ),
    "emoji": ("Mordor attacked Gondor 😀🔥🔥 in 2012 💥", ("Mordor", "fight", "Gondor")),
    "languages": (
        "هاجمت موردور غوندور. Mordor attacked Gondor. Мордор напал на Гондор.",
        ("Mordor", "fight", "Gondor"),
    ),
    "scripts in brackets": (
        "Iran (إيران) armed Hezbollah (حزب الله).",
        ("Iran", "arm", "Hezbollah"),
    ),
    "zero width": (
        "Mor\u200bdor\u200b attacked\u200b Gon\u00addor.",
        ("Mordor", "fight", "Gondor"),
    ),
    "controls": ("Mordor\x00 attacked\x07 Gondor\x1b[0m.", ("Mordor", "fight", "Gondor")),
    "said that": (
        "Faramir said that Boromir said that Denethor said that Mordor attacked Gondor.",
        ("Mordor", "fight", "Gondor"),
    ),
}


@pytest.mark.parametrize("kind", EVIDENT)
def test_what_is_evident_is_coded_all_the_same(kind: str) -> None:
    text, expected = EVIDENT[kind]
    assert said(clean(text), "frames") == {expected}


@pytest.mark.parametrize("kind", EVIDENT)
def test_with_a_model_bad_text_is_read_as_well(kind: str, coder: str) -> None:
    assert explained(clean(EVIDENT[kind][0]), coder)


NOTHING = {
    "table": table(60),
    "table of lines": "| Country | Ally | Enemy |\n|---|---|---|\n| Iran | Syria | Israel |",
    "columns": "Iran        Hezbollah     1982    support\nSyria       Hezbollah     1990    support",
    "csv": "date,attacker,target,killed\n2012-01-01,Mordor,Gondor,12\n2012-02-01,Iran,Israel,3",
    "python": "def attack(mordor, gondor):\n    return mordor.attack(gondor)  # kill\n",
    "javascript": "if (iran.arms(hezbollah) && !syria.ally) { fight(israel); }",
    "json": '{"source": "Iran", "relation": "arm", "target": "Hezbollah"}',
    "sql": "SELECT * FROM iran WHERE ally = 'Hezbollah' AND enemy = 'Israel';",
    "headline": "Mordor, Gondor: ceasefire at last",
    "contents": "1. The war in Syria ........ 12\n2. Iran and Hezbollah ...... 45",
    "split words": "Mor dor att acked Gon dor.",
    "broken hyphens": "Mordor at-\ntacked Gondor in the north.",
    "a name": "Mordor",
    "a verb": "attacked",
    "signs": "?!... --- ,,, ;;; ***",
    "commas": "," * 3000,
    "flags": "🇮🇷 💣💣💣 🇸🇾",
    "arabic": "هاجمت قوات موردور مدينة غوندور.",
    "french": "Le Mordor a attaqué le Gondor.",
    "cyrillic": "Мордор напал на Гондор.",
}


@pytest.mark.parametrize("kind", NOTHING)
def test_what_says_nothing_gives_nothing_and_a_reason(kind: str) -> None:
    text = NOTHING[kind]
    assert [each.statements for each in explained(text, "frames") if each.statements] == []
    assert all(each.reason for each in explained(text, "frames"))


@pytest.mark.parametrize("kind", NOTHING)
def test_with_a_model_what_says_nothing_has_a_reason_too(kind: str, coder: str) -> None:
    explained(NOTHING[kind], coder)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \r\n", "\u200b", "\ufeff"])
def test_no_text_has_no_sentences_or_no_statements(text: str, coder: str) -> None:
    assert all(not each.statements for each in explained(text, coder))


SCRAPS = st.sampled_from(
    [*WORDS, *NAMES, "Faramir", "said", "which", "'s", "“", "”", '"', "(", ")", ",", ".", ";", "\n",
     "\n\n", "- ", "• ", "2012", "in March", "U.S.-led", "DAMASCUS (AP) — ", "IRAN ARMS SYRIA", "😀",
     "\u200b", "\x00", "\u202e", "إيران", "Гондор", "é", "1.", "{", "}", "not", "may", "it", "they"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(SCRAPS, max_size=40).map(" ".join),
    st.lists(SCRAPS).map("".join),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=TEXTS)
def test_any_text_at_all_is_read(text: str, coder: str) -> None:
    doc = annotate(document(text), coder=coder)
    assert len(doc.text) == len(text)
    for mention in reading(doc).mentions.values():
        assert 0 <= mention.begin < mention.end <= len(text)
    explained(text, coder)


CARD = {"version": encoder.VERSION, "special": ["[CLS]", "[SEP]", "[UNK]", "[PAD]"]}


def no_folder(folder: Path) -> None:
    """Nothing is there."""


def no_graph(folder: Path) -> None:
    folder.mkdir()
    (folder / "model.json").write_text(json.dumps(CARD))
    (folder / "vocabulary.txt").write_text("[CLS]\n[SEP]\n[UNK]\n[PAD]\n")


def cut_short(folder: Path) -> None:
    no_graph(folder)
    (folder / "encoder.onnx").write_bytes(bytes(100))
    (folder / "heads.npz").write_bytes(b"PK\x03\x04" + bytes(50))


def half_a_card(folder: Path) -> None:
    cut_short(folder)
    (folder / "model.json").write_text(json.dumps(CARD)[:20])


def a_card_of_nothing(folder: Path) -> None:
    cut_short(folder)
    (folder / "model.json").write_text("[]")


def other_version(folder: Path) -> None:
    cut_short(folder)
    (folder / "model.json").write_text(json.dumps(CARD | {"version": encoder.VERSION + 1}))


BROKEN = [no_folder, no_graph, cut_short, half_a_card, a_card_of_nothing, other_version]


@pytest.mark.parametrize("breaking", BROKEN)
def test_a_broken_model_is_one_sentence_and_frames_still_read(
    run: Run, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    breaking: Callable[[Path], None],
) -> None:  # fmt: skip
    folder, store = tmp_path / "weights", tmp_path / "a.duckdb"
    breaking(folder)
    monkeypatch.setattr(encoder, "_folder", lambda name: folder)
    encoder.model.cache_clear()
    for command in (["read", letter, "--store", store], ["explain", "Mordor attacked Gondor."]):
        result = run(*command, "--coder", "small")
        assert result.exit_code == 1, result.exception
        assert result.stdout == ""
        [line] = result.stderr.splitlines()
        assert line.startswith("allegiance: the model 'small' ")
        assert "--coder frames" in line
        assert run(*command, "--coder", "frames").exit_code == 0
