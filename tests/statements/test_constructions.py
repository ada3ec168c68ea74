"""What is said without a trigger: compounds, possessives, presence, deeds done together."""

import pytest

from allegiance.statements.constructions import constructed
from allegiance.statements.frames import constructions
from tests.statements.reading import parse, statements, told

Told = tuple[str, str, str]


def constructs(text: str) -> set[tuple[str, str, str, str]]:
    """What the constructions alone find, with the id of each."""
    (sentence,) = parse(text).sents
    return {
        (match.frame, source.id, match.relation, target.id)
        for match in constructed(sentence)
        for source, target in match.pairs
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Gondor-led Rangers sang.", ("compound.led", "gondor", "command", "rangers")),
        ("The Gondor-backed Rangers sang.", ("compound.backed", "gondor", "support", "rangers")),
        ("The Gondor-allied Rangers sang.", ("compound.allied", "gondor", "ally", "rangers")),
        ("The Gondor-armed Rangers sang.", ("compound.armed", "gondor", "arm", "rangers")),
        ("The Gondor-funded Rangers sang.", ("compound.funded", "gondor", "fund", "rangers")),
        ("The Gondor-trained Rangers sang.", ("compound.trained", "gondor", "train", "rangers")),
        ("They saw Mordor-held Ithilien.", ("compound.held", "mordor", "control", "place:ithilien")),
        ("The pro-Gondor Rangers sang.", ("compound.pro", "rangers", "support", "gondor")),
        ("The anti-Mordor Rangers sang.", ("compound.anti", "rangers", "fight", "mordor")),
        ("Gondor's army was resting.", ("possessive.member", "gondor/armed-forces", "member", "gondor")),
        ("The Corsairs in Umbar sang.", ("presence.in", "corsairs", "base", "place:umbar")),
        ("Gondor, with Rohan, attacked Mordor.", ("joint.with", "gondor", "ally", "rohan")),
        ("Gondor and Rohan jointly attacked Mordor.", ("joint.with", "gondor", "ally", "rohan")),
    ],
)  # fmt: skip
def test_each_construction(text: str, wanted: tuple[str, str, str, str]) -> None:
    assert wanted in constructs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gondor and Rohan attacked Mordor.",
        "The hill-led river sang.",
        "Gondor in Umbar sang.",
        "Faramir in Umbar sang.",
        "The Corsairs sang in Umbar.",
        "The well-armed Rangers sang.",
        "A two-day war began.",
    ],
)
def test_what_is_none(text: str) -> None:
    assert constructs(text) == set()


def test_unarmed_opponents_oppose_and_armed_ones_fight() -> None:
    assert {each.relation for each in statements("Anti-Mordor protesters sang.")} == {"oppose"}
    assert {each.relation for each in statements("Anti-Mordor fighters sang.")} == {"fight"}


def test_a_known_name_can_be_a_compound_itself() -> None:
    wanted: Told = ("United States", "command", "Global Coalition against Daesh")
    assert wanted in told("The U.S.-led coalition bombed Mosul.")


def test_the_trigger_is_the_whole_compound() -> None:
    (each,) = statements("The Gondor-backed Rangers sang.")
    assert each.trigger.text == "Gondor-backed"


def test_deeds_done_together_are_mutual() -> None:
    allied = [
        each
        for each in statements("Gondor, with Rohan, attacked Mordor.")
        if each.relation == "ally"
    ]
    assert [each.mutual for each in allied] == [True]


def test_no_word_belongs_to_two_constructions() -> None:
    words = [word for each in constructions() for word in each.words]
    assert len(set(words)) == len(words)
