"""The benchmark of reading measures what it says."""

from benchmarks.reading import made


def test_a_thousand_varied_sentences_are_the_same_every_time() -> None:
    documents = list(made(1000))
    assert len(documents) == 50
    assert documents == list(made(1000))
    assert documents != list(made(1000, seed=1))
    lines = [line for each in documents for line in each.text.replace("\n\n", " ").split(". ")]
    assert len(set(lines)) > 850


def test_fewer_sentences_are_fewer() -> None:
    [document] = made(3)
    assert document.text.count("\n") == 0
