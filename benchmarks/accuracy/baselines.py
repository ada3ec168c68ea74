"""What stands beside us: the commonest answer, words alone, and the naive reading of a sentence."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Token

from allegiance.ontology.relations import relation as relation_of
from allegiance.statements.frames import index
from allegiance.statements.statement import End, Statement, Trigger
from benchmarks.accuracy.results import Missing

FOLDS = 5
Span = tuple[int, int]


def majority(labels: Sequence[str]) -> str:
    """The commonest label."""
    return Counter(labels).most_common(1)[0][0]


def words_alone(
    texts: Sequence[str], labels: Sequence[str]
) -> Callable[[Sequence[str]], list[str]]:
    """What learns labels from words and pairs of words, weighed by how rare they are (TF-IDF).

    The texts are words parted by spaces. Raises Missing without scikit-learn.
    """
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline
        from sklearn.svm import LinearSVC
    except ImportError as cause:
        raise Missing(
            "scikit-learn is not installed: TF-IDF is left out (`pip install allegiance[train]`)"
        ) from cause
    learner = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"\S+"),
        LinearSVC(C=0.5, random_state=1),
    )
    learner.fit(list(texts), list(labels))
    return lambda others: [str(each) for each in learner.predict(list(others))]


def crossed(
    texts: Sequence[str], labels: Sequence[str], groups: Sequence[object], folds: int = FOLDS
) -> list[str]:
    """For each text, what words alone say that have learned from the other folds; groups stay whole.

    Raises Missing without scikit-learn.
    """
    order = {group: number % folds for number, group in enumerate(dict.fromkeys(groups))}
    fold_of = [order[group] for group in groups]
    said = [""] * len(texts)
    for fold in range(folds):
        outside = [n for n, each in enumerate(fold_of) if each != fold]
        inside = [n for n, each in enumerate(fold_of) if each == fold]
        if not inside:
            continue
        learned = words_alone([texts[n] for n in outside], [labels[n] for n in outside])
        for n, answer in zip(inside, learned([texts[n] for n in inside]), strict=True):
            said[n] = answer
    return said


def between(text: str, one: Span, other: Span, around: int = 3) -> str:
    """The words between two spans of a text and a few around them, each marked with its place.

    >>> between("In May Gondor armed the riders of Rohan.", (7, 13), (34, 39))
    '<in <may armed the riders of >.'
    """
    first, second = sorted((one, other))
    before = _words(text[: first[0]])[-around:]
    after = _words(text[second[1] :])[:around]
    inside = _words(text[first[1] : second[0]]) if first[1] < second[0] else ["within"]
    return " ".join((*(f"<{word}" for word in before), *inside, *(f">{word}" for word in after)))


def _words(text: str) -> list[str]:
    spaced = "".join(letter if letter.isalnum() else f" {letter} " for letter in text)
    return spaced.lower().split()


def naive(doc: Doc) -> list[Statement]:
    """Subject, verb, object: noun phrases at both ends, and a relation that knows the verb."""
    return list(_naive(doc))


def _naive(doc: Doc) -> Iterator[Statement]:
    phrases = {chunk.root.i: (chunk.start_char, chunk.end_char) for chunk in doc.noun_chunks}
    for verb in doc:
        relation = _told(verb)
        if relation is None:
            continue
        subjects = [each for each in verb.children if each.dep_ == "nsubj"]
        for one in subjects:
            for other in _objects(verb):
                if one.i in phrases and other.i in phrases:
                    yield stated(doc, verb, phrases[one.i], relation, phrases[other.i])


def _told(verb: Token) -> str | None:
    """The first relation that knows a verb; one that asks no more than an object, if there is one."""
    known = index().get(("verb", verb.lemma_.lower()), ()) if verb.pos_ == "VERB" else ()
    plain = [frame for frame in known if "object" in frame.target and not frame.where]
    return next((frame.relation for frame in (*plain, *known)), None)


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in ("dobj", "dative"):
            yield child
        elif child.dep_ == "prep":
            yield from (each for each in child.children if each.dep_ == "pobj")


def stated(doc: Doc, trigger: Token, one: Span, relation: str, other: Span) -> Statement:
    """A statement about two stretches of a text, with nothing known of it but its relation."""
    kind = relation_of(relation)
    sentence = trigger.sent
    ends = [
        End(
            id=f"text:{doc.text[begin:end]}", name=doc.text[begin:end], kind="named", country=None,
            mention=doc.text[begin:end], begin=begin, end=end,
        )
        for begin, end in (one, other)
    ]  # fmt: skip
    return Statement(
        id=f"{one[0]}-{relation}-{other[0]}",
        document="",
        sentence=sentence.text,
        begin=sentence.start_char,
        end=sentence.end_char,
        source=ends[0],
        relation=relation,
        event=kind.plover[0],
        sign=kind.sign,
        target=ends[1],
        trigger=Trigger(text=trigger.text, begin=trigger.idx, end=trigger.idx + len(trigger.text)),
        mutual=kind.symmetric,
        confidence=0.5,
        coder="baseline",
    )
