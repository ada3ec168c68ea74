"""What the coder saw in a text."""

from allegiance.documents import Document, identify
from allegiance.explanation import Explanation, explain


def explained(text: str, coder: str = "small") -> list[Explanation]:
    return list(explain(Document(id=identify(text), text=text), coder=coder))


def test_each_sentence_is_explained_by_itself() -> None:
    first, second = explained("Mordor attacked Gondor. It rained.")
    assert first.sentence == "Mordor attacked Gondor."
    assert [said.relation for said in first.statements] == ["fight"]
    assert first.reason is None
    assert second.reason == "no word that tells a relation"
    assert second.tried == ()


def test_mentions_say_whom_they_stand_for_and_how_we_know() -> None:
    first, second = explained("Mordor attacked France. It also bombed the Elves.", "frames")
    how = {mention.text: (mention.stands_for, mention.how) for mention in first.mentions}
    assert how["France"][0][0] == "France"
    assert how["France"][1] == "known"
    assert how["Mordor"] == (("Mordor",), "named here")
    it = next(mention for mention in second.mentions if mention.text == "It")
    assert (it.stands_for, it.how) == (("Mordor",), "stands for “Mordor”")


def test_speakers_and_times_are_shown() -> None:
    [seen] = explained("Faramir denied on Monday that Mordor attacked Gondor in 2012.")
    [said] = seen.attributions
    assert (said.source, said.cue, said.polarity) == ("Faramir", "denied", "negative")
    assert "attacked Gondor" in said.content
    assert {time.text: time.edtf for time in seen.times}["in 2012"] == "2012"


def test_every_frame_that_was_tried_has_its_fate() -> None:
    [seen] = explained("Gondor helped Mordor.")
    fates = {tried.frame: tried.refused for tried in seen.tried}
    assert fates["support.verb"] is None
    assert fates["arm.provide-with"] == "its with is not weapon"
    assert all(tried.gloss and tried.relation for tried in seen.tried)


def test_the_parse_has_a_head_for_every_word() -> None:
    [seen] = explained("Mordor attacked Gondor.")
    assert [word.text for word in seen.parse] == ["Mordor", "attacked", "Gondor", "."]
    assert {word.head for word in seen.parse} == {1}


def test_what_frames_and_model_outvoted_says_how_likely_it_was() -> None:
    text = "Gondor and Rohan share a border with Mordor, and its farmers sell them wheat."
    reasons = [tried.refused or "" for each in explained(text) for tried in each.tried]
    assert any("frames and model together make it 0." in reason for reason in reasons)
    alone = [tried for each in explained(text) for tried in each.tried if tried.frame == "model"]
    assert alone
    assert all(tried.gloss == "the trained model" and tried.relation for tried in alone)


def test_the_frames_alone_know_of_no_votes() -> None:
    [seen] = explained("Gondor helped Mordor.", "frames")
    assert [said.coder for said in seen.statements] == ["frames-1"]
    assert all("likely" not in (tried.refused or "") for tried in seen.tried)


def test_what_somebody_only_wants_is_shown_as_no_speaker() -> None:
    [seen] = explained("Gondor decided to arm the Rohirrim.", "frames")
    [held] = seen.attributions
    assert (held.source, held.cue, held.speaks) == ("Gondor", "decided", False)
    assert [said.attribution for said in seen.statements] == [()]
