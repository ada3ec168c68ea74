"""Double games: hostile here, friendly there, each leg with its voices."""

import json
import random
import time
from pathlib import Path

import msgspec
import pytest

from allegiance.network.double_games import OTHER_SELVES, DoubleGame, double_games
from allegiance.network.ties import tie
from allegiance.ontology.actors import KnownActor, Membership, Registry, registry
from allegiance.statements.statement import End, Statement
from tests.network.conftest import Say, during, end, land, make

MALI, LIBYA, SYRIA = land("Mali", "ML"), land("Libya", "LY"), land("Syria", "SY")
NOBODY = Registry([])
WORLD = Registry(
    [
        KnownActor(id="france", name="France", kind="state", country="FR", demonyms=("French",)),
        KnownActor(
            id="france/armed-forces",
            name="French armed forces",
            kind="armed force",
            country="FR",
            part_of=(Membership(actor="france"),),
        ),
        KnownActor(id="al-qaeda", name="Al-Qaeda", kind="armed group"),
        KnownActor(
            id="aqim",
            name="AQIM",
            kind="armed group",
            part_of=(Membership(actor="al-qaeda", as_="branch", since="2007-01"),),
        ),
        KnownActor(
            id="nusra",
            name="Al-Nusra Front",
            kind="armed group",
            part_of=(Membership(actor="al-qaeda", as_="branch", since="2012-01", until="2016-07"),),
        ),
        KnownActor(id="tuaregs", name="Tuaregs", kind="people"),
    ]
)


def known(actor: str) -> End:
    found = WORLD[actor]
    return msgspec.structs.replace(end(found.name, found.kind, found.country), id=actor)


def games(*said: Statement, world: Registry = NOBODY) -> list[DoubleGame]:
    return double_games(said, known=world)


def only(found: list[DoubleGame]) -> DoubleGame:
    (game,) = found
    return game


def test_fighting_here_and_helping_there_is_a_game(say: Say) -> None:
    game = only(
        games(
            say("Gondor", "fight", "Harad", place=land("Ithilien", "IT")),
            say("Gondor", "arm", "Harad", place=land("Umbar", "UM"), by="Faramir"),
        )
    )
    assert (game.actor.name, game.against.name, game.towards.name) == ("Gondor", "Harad", "Harad")
    assert (game.pattern, game.apart, game.links) == ("direct", ("theatre",), ())
    assert game.according_to == (("the document",), ("Faramir",))
    assert game.reading == (
        "Gondor fights Harad in Ithilien (according to the document)"
        " and Gondor arms Harad in Umbar (according to Faramir)."
    )


def test_hostile_and_friendly_at_once_is_a_contradiction(say: Say) -> None:
    game = only(games(say("Gondor", "fight", "Harad"), say("Gondor", "arm", "Harad")))
    assert game.apart == ("relation",)


def test_a_change_of_side_is_apart_in_period(say: Say) -> None:
    game = only(
        games(
            say("Rohan", "support", "Harad", time=during("2011-01-01", "2012-06-30")),
            say("Rohan", "fight", "Harad", time=during("2013-01-01", "2013-01-31")),
        )
    )
    assert game.apart == ("period",)
    assert "supported" not in game.reading
    assert "between 2011 and 2012" in game.reading


def test_what_was_and_what_is_are_apart_without_a_date(say: Say) -> None:
    game = only(
        games(
            say("Rohan", "support", "Harad", time_status="past"),
            say("Rohan", "fight", "Harad"),
        )
    )
    assert game.apart == ("period",)
    assert "Rohan supported Harad" in game.reading


def test_an_alliance_that_ended_is_past(say: Say) -> None:
    game = only(games(say("Rohan", "ally", "Harad", phase="ends"), say("Rohan", "fight", "Harad")))
    assert game.apart == ("period",)


def test_helping_what_the_foe_merged_with(say: Say) -> None:
    game = only(
        games(
            say(known("france/armed-forces"), "fight", known("aqim"), place=MALI),
            say(known("france"), "support", "LIFG", place=LIBYA, time_status="past"),
            say(
                known("aqim"),
                "merge",
                "LIFG",
                by="Ayman al-Zawahiri",
                time=during("2007-01-01", "2007-12-31"),
                time_status="past",
            ),
            world=WORLD,
        )
    )
    assert (game.actor.name, game.against.name, game.towards.name) == ("France", "AQIM", "LIFG")
    assert (game.pattern, game.apart) == ("through", ("theatre", "period"))
    assert game.hostile.tie.source.name == "French armed forces"
    assert game.links[0].basis == "statement"
    assert game.reading == (
        "French armed forces fight AQIM in Mali (according to the document)"
        " and France supported LIFG in Libya (according to the document),"
        " which merged with AQIM in 2007 (according to Ayman al-Zawahiri)."
    )


def test_a_known_branch_is_a_link_of_the_registry(say: Say) -> None:
    game = only(
        games(
            say(known("france"), "fight", known("aqim"), place=MALI),
            say(known("france"), "support", known("al-qaeda"), place=SYRIA),
            world=WORLD,
        )
    )
    link = game.links[0]
    assert (link.basis, link.tie, link.since) == ("registry", None, "2007-01")
    assert game.reading.endswith("which AQIM is part of (according to the registry).")


def test_two_branches_of_one_body_are_the_same_side(say: Say) -> None:
    game = only(
        games(
            say(known("france"), "fight", known("aqim"), place=MALI),
            say(known("france"), "arm", known("nusra"), place=SYRIA),
            world=WORLD,
        )
    )
    assert (game.towards.name, len(game.links)) == ("Al-Nusra Front", 2)
    assert "Al-Nusra Front is part of Al-Qaeda (according to the registry)" in game.reading


def test_a_membership_counts_only_while_it_lasts(say: Say) -> None:
    later = during("2018-01-01", "2018-12-31")
    found = games(
        say(known("france"), "fight", known("al-qaeda"), time=later),
        say(known("france"), "arm", known("nusra"), time=later),
        world=WORLD,
    )
    assert found == []


def test_parts_unite_their_legs_and_keep_their_own_ends(say: Say) -> None:
    game = only(
        games(
            say(known("france/armed-forces"), "fight", known("aqim"), place=MALI),
            say(known("france"), "oppose", known("aqim"), place=MALI, by="Hollande"),
            say(known("france"), "fund", known("aqim"), place=MALI),
            world=WORLD,
        )
    )
    ends = {t.source.name for t in (game.hostile.tie, *game.hostile.also)}
    assert ends == {"French armed forces", "France"}
    assert game.hostile.voices == ("the document", "Hollande")
    assert len(game.hostile.statements) == 2


def test_a_quarrel_within_one_whole_is_no_game(say: Say) -> None:
    assert not games(
        say(known("france/armed-forces"), "fight", known("france")),
        say(known("france/armed-forces"), "support", known("france")),
        world=WORLD,
    )


def test_what_a_head_of_state_led_before_is_no_help_of_the_state(say: Say) -> None:
    office = Membership(actor="syria", as_="leader", since="2024-12-08")
    world = Registry(
        [
            KnownActor(id="syria", name="Syria", kind="state", country="SY"),
            KnownActor(id="sharaa", name="Sharaa", kind="person", part_of=(office,)),
        ]
    )
    for date in ("2013-06", "2025-06", None):
        led = say(end("sharaa", "person"), "command", "Nusra", time_status="past", date=date)
        assert games(led, say(end("syria", "state"), "fight", "Nusra"), world=world) == []


def test_two_governments_of_one_state_are_not_the_same_side(say: Say) -> None:
    libya = KnownActor(id="libya", name="Libya", kind="state", country="LY")
    rivals = [
        KnownActor(id=name, name=name, kind="government", part_of=(Membership(actor="libya"),))
        for name in ("tobruk", "tripoli")
    ]
    said = [
        say("Gondor", "fight", end("tobruk", "government")),
        say("Gondor", "support", end("tripoli", "government")),
    ]
    assert games(*said, world=Registry([libya, *rivals])) == []


def test_helping_both_sides_of_a_war(say: Say) -> None:
    game = only(
        games(
            say("Rohan", "support", "Harad", time_status="past"),
            say("Rohan", "support", "Gondor"),
            say("Gondor", "fight", "Harad", place=land("Ithilien", "IT")),
        )
    )
    assert (game.actor.name, game.pattern, game.apart) == ("Rohan", "both", ("period",))
    assert "while Gondor fights Harad in Ithilien" in game.reading


def test_helping_one_side_and_the_parent_of_the_other(say: Say) -> None:
    """The Tuaregs of the seed article: first with Al-Qaeda, now with the French against it."""
    game = only(
        games(
            say(known("tuaregs"), "support", known("al-qaeda"), time_status="past"),
            say(known("tuaregs"), "support", known("france")),
            say(known("france/armed-forces"), "fight", known("aqim"), place=MALI),
            world=WORLD,
        )
    )
    assert (game.actor.name, game.pattern, game.apart) == ("Tuaregs", "both", ("period",))
    assert len(game.links) == 2
    assert game.reading == (
        "Tuaregs supported Al-Qaeda (according to the document)"
        " and Tuaregs support France (according to the document),"
        " while French armed forces fight AQIM in Mali (according to the document);"
        " AQIM is part of Al-Qaeda (according to the registry)."
    )


def test_an_actor_is_not_the_other_self_of_those_it_helps(say: Say) -> None:
    found = games(
        say("Rohan", "support", "Harad"),
        say("Rohan", "support", "Gondor"),
        say("Rohan", "merge", "Harad"),
        say("Gondor", "fight", "Rohan"),
    )
    assert found
    assert all(game.actor.name == "Gondor" for game in found)


def test_one_sentence_that_tells_both_legs_comes_later(say: Say) -> None:
    one = [say("Gondor", name, "Harad", begin=900, end=950) for name in ("fight", "arm")]
    two = [say("Rohan", name, "Harad") for name in ("fight", "arm")]
    assert [game.actor.name for game in games(*one, *two)] == ["Rohan", "Gondor"]


def test_relief_to_both_sides_is_no_game(say: Say) -> None:
    assert not games(
        say("Houses of Healing", "aid", "Gondor"),
        say("Houses of Healing", "aid", "Harad"),
        say("Gondor", "fight", "Harad", mutual=True),
    )


def test_talks_are_neither_hostile_nor_friendly(say: Say) -> None:
    assert not games(say("Gondor", "fight", "Harad"), say("Gondor", "negotiate", "Harad"))


def test_a_denied_tie_is_no_leg_and_a_disputed_one_says_who_denies(say: Say) -> None:
    fights = say("Gondor", "fight", "Harad")
    denied = say("Gondor", "arm", "Harad", polarity="negative", by="Denethor")
    assert not games(fights, denied)
    game = only(games(fights, denied, say("Gondor", "arm", "Harad", by="Faramir")))
    assert game.friendly.denials == ("Denethor",)
    assert "(according to Faramir; Denethor denies it)" in game.reading


def test_mutual_fighting_is_a_leg_of_both(say: Say) -> None:
    found = games(
        say("Gondor", "fight", "Harad", mutual=True),
        say("Gondor", "arm", "Harad"),
    )
    assert {game.actor.name for game in found} == {"Gondor", "Harad"}
    assert found[0].actor.name == "Gondor"


def test_unnamed_actors_and_places_play_no_games(say: Say) -> None:
    unknown = end("unknown", "unknown")
    town = end("Osgiliath", "place")
    assert not games(
        say("Gondor", "fight", unknown),
        say("Gondor", "arm", unknown),
        say("Gondor", "fight", town),
        say("Gondor", "arm", town),
    )


def test_better_held_games_come_first(say: Say) -> None:
    alleged = [say("Rohan", "fight", "Harad"), say("Rohan", "arm", "Harad", by="Wormtongue")]
    admitted = [say("Gondor", "fight", "Harad", by=name) for name in ("Faramir", "Suladan")]
    admitted += [say("Gondor", "arm", "Harad", by=name) for name in ("Faramir", "Suladan")]
    first, second = games(*alleged, *admitted)
    assert (first.actor.name, second.actor.name) == ("Gondor", "Rohan")
    assert first.score > second.score


def test_hedged_legs_come_later(say: Say) -> None:
    sure = [say("Rohan", "fight", "Harad"), say("Rohan", "arm", "Harad")]
    hedged = [say("Gondor", "fight", "Harad"), say("Gondor", "arm", "Harad", certainty="possible")]
    first, second = games(*hedged, *sure)
    assert first.actor.name == "Rohan"
    assert "Gondor possibly arms Harad" in second.reading


def test_one_game_for_one_pair_with_the_others_folded(say: Say) -> None:
    game = only(
        games(
            say("Gondor", "fight", "Harad"),
            say("Gondor", "arm", "Harad"),
            say("Gondor", "arm", "Umbar"),
            say("Umbar", "ally", "Harad"),
        )
    )
    assert (game.pattern, game.others) == ("direct", 1)


def test_an_actors_third_game_waits_for_the_others(say: Say) -> None:
    said = []
    for foe in ("Harad", "Umbar", "Khand"):
        for voice in ("Faramir", "Boromir"):
            said += [say("Gondor", name, foe, by=voice) for name in ("fight", "arm")]
    said += [say("Rohan", name, "Isengard", certainty="possible") for name in ("fight", "arm")]
    actors = [game.actor.name for game in games(*said)]
    assert actors == ["Gondor", "Gondor", "Rohan", "Gondor"]


def test_statements_and_ties_give_the_same_games_and_limit_cuts_them(say: Say) -> None:
    said = [say(a, r, "Harad") for a in ("Gondor", "Rohan") for r in ("fight", "arm")]
    assert double_games(said, known=NOBODY) == double_games(tie(said), known=NOBODY)
    assert len(double_games(said, known=NOBODY, limit=1)) == 1
    assert double_games([], known=NOBODY) == []


def test_the_order_of_statements_does_not_matter() -> None:
    chance = random.Random(7)
    names = [f"A{n}" for n in range(6)]
    relations = ("fight", "arm", "ally", "member", "support", "oppose")
    said = [
        make(*_pick(chance, names, relations), n, place=chance.choice((None, MALI, SYRIA)))
        for n in range(60)
    ]
    expected = double_games(said, known=NOBODY)
    chance.shuffle(said)
    assert double_games(said, known=NOBODY) == expected
    assert expected


def test_a_world_that_all_share_links_nobody(say: Say) -> None:
    said = [say(f"Member {n}", "member", "Middle Earth") for n in range(OTHER_SELVES + 1)]
    said += [say("Gondor", "fight", "Member 1"), say("Gondor", "arm", "Member 2")]
    assert games(*said) == []
    assert len(games(*said[-20:])) == 0
    assert len(games(*said[:3], *said[-2:])) == 1


def test_games_of_the_argument_that_one_author_makes(say: Say) -> None:
    """France, the West and the Tuaregs, as an opinion piece of 2013 may have it."""
    west, algeria = end("the West", "collective"), end("Algeria", "state", "DZ")
    tuaregs, aqim, qaeda = known("tuaregs"), known("aqim"), known("al-qaeda")
    france = known("france")
    found = games(
        say(known("france/armed-forces"), "fight", aqim, place=MALI),
        say(france, "support", "LIFG", place=LIBYA, time_status="past"),
        say(aqim, "merge", "LIFG", by="Ayman al-Zawahiri", time_status="past"),
        say(france, "arm", known("nusra"), place=SYRIA),
        say(west, "command", qaeda),
        say(west, "fight", qaeda),
        say(west, "fight", aqim, place=MALI),
        say(algeria, "support", west, certainty="unknown", time_status="hypothetical"),
        say(tuaregs, "support", qaeda, time_status="past"),
        say(tuaregs, "support", france),
        say(tuaregs, "oppose", qaeda),
        say("NATO", "fight", "Gaddafi", place=LIBYA, time_status="past"),
        say("NATO", "support", qaeda),
        world=WORLD,
    )
    first = [game.actor.name for game in found[:10]]
    assert {"France", "the West", "Tuaregs"} <= set(first)
    tuareg = next(game for game in found if game.actor.name == "Tuaregs")
    assert (tuareg.pattern, tuareg.apart) == ("direct", ("period",))


@pytest.mark.parametrize("known_by_all", [0, 50])
def test_tens_of_thousands_of_statements_take_seconds(known_by_all: int) -> None:
    """10,000 actors; or the same, all of them tied to fifty that everybody speaks of."""
    chance = random.Random(11)
    ends = [end(f"Actor {n}") for n in range(10_000)]
    relations = ("fight", "arm", "ally", "member", "support", "oppose", "command", "merge")
    patterns = [make("one", relation, "other") for relation in relations]
    said = []
    for n in range(25_000):
        source, target = chance.choice(ends), chance.choice(ends[:known_by_all] or ends)
        pattern = patterns[n % len(patterns)]
        said.append(msgspec.structs.replace(pattern, id=str(n), source=source, target=target))
    start = time.process_time()
    double_games(said, known=NOBODY, limit=100)
    assert time.process_time() - start < 20


def _pick(
    chance: random.Random, names: list[str], relations: tuple[str, ...]
) -> tuple[str, str, str]:
    return chance.choice(names), chance.choice(relations), chance.choice(names)


GOLD = Path(__file__).parents[1] / "seed.gold.json"
LANDS = {"Mali": "ML", "Northern Mali": "ML", "Syria": "SY", "Libya": "LY", "Algeria": "DZ"}


def hand_coded() -> list[Statement]:
    """The seed article as coded by hand: who, to whom, where, when, according to whom."""
    gold = json.loads(GOLD.read_text("utf-8"))

    def party(name: str, relation: str) -> End:
        if relation in ("control", "base", "move"):
            return end(name, "place", LANDS.get(name))
        found = registry().find(name)
        if not found:
            return end(name, "unknown" if name == "?" else "armed group")
        one = end(found[0].name, found[0].kind, found[0].country)
        return msgspec.structs.replace(one, id=found[0].id)

    return [
        make(
            party(row["source"], ""),
            row["relation"],
            party(row["target"], row["relation"]),
            row["n"],
            by=row["attribution"],
            certainty=row["certainty"],
            phase=row["phase"],
            mutual=row["mutual"],
            polarity="negative" if row["negated"] else "positive",
            place=land(row["place"], LANDS.get(row["place"])) if row["place"] else None,
            time=during(f"{row['time'][:4]}-01-01", None) if row["time"] else None,
            time_status="past" if row["time"] else "ongoing",
            date="2013-01",
        )
        for row in gold["statements"]
    ]


def test_the_games_of_the_seed_article_come_first() -> None:
    found = double_games(hand_coded(), limit=10)
    names = [game.actor.name.lower().removeprefix("the ") for game in found]
    assert {"france", "west"} <= set(names)
    assert any(name.startswith("tuareg") for name in names)
    france = found[names.index("france")]
    assert france.hostile.tie.source.name == "French armed forces"
    assert "theatre" in france.apart
    assert "according to Ayman al-Zawahiri" in france.reading
    assert (found[1].actor.name, found[1].towards.id) == ("France", "lifg")
    assert {game.standing for game in found} == {"alleged by one voice"}


def test_games_are_chosen_by_who_plays_and_by_pattern(say: Say) -> None:
    said = [say(a, r, "Harad") for a in ("Gondor", "Rohan") for r in ("fight", "arm")]
    said += [say("Gondor", "arm", "Umbar"), say("Umbar", "ally", "Harad")]
    chosen = double_games(said, known=NOBODY, played_by=["ROHAN"])
    assert [game.actor.name for game in chosen] == ["Rohan"]
    through = double_games(said, known=NOBODY, patterns=["through"])
    assert [(game.pattern, game.towards.name) for game in through] == [("through", "Umbar")]
    assert double_games(said, known=NOBODY, played_by=["Mordor"]) == []
