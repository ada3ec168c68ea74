"""Statements and scores are read on the stretches that a task gives."""

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.statements.coder import code
from benchmarks.accuracy.given import meant, stated, weighed

TEXT = "Gondor attacked the riders of Rohan."
SPANS = [(0, 6), (16, 35), (30, 35)]


def test_an_end_means_the_stretch_that_fits_best() -> None:
    doc = annotate(Document(id="d", text="Gondor attacked Rohan."), coder="frames")
    [said] = code(doc)
    assert meant(said.target, [(0, 6), (15, 21), (16, 21)]) == [2]
    assert meant(said.source, [(0, 6), (16, 21)]) == [0]
    [told] = stated([said], [(0, 6), (16, 21)])
    assert (told.source, told.relation, told.target, told.framed) == (0, "fight", 1, True)


def test_an_end_outside_means_nothing() -> None:
    [said] = code(annotate(Document(id="d", text="Gondor attacked Rohan."), coder="frames"))
    assert meant(said.target, [(0, 6)]) == []
    assert list(stated([said], [(0, 6)])) == []


def test_the_frames_alone_weigh_no_pairs() -> None:
    doc = annotate(Document(id="d", text=TEXT), coder="frames")
    assert list(weighed(doc, SPANS, 0.0)) == []
