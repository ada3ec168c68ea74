"""Fit how frames and model vote: `python -m training.voting small`.

On the dev part of the corpus, which the model has not learned from, every candidate of either side
is right or wrong; two logistic regressions (of the frames' candidates, and of the model's own) learn
to tell, with a ridge so that they stay calm. They go into the model's card, with the threshold that
serves F1 best and the calibration error that five-fold cross-validation finds.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.encoder import Model, model
from allegiance.language.labels import QUALIFIERS
from allegiance.language.opinions import Opinions
from allegiance.statements.coder import Coding, candidates
from allegiance.statements.settling import USUAL, features
from allegiance.statements.statement import End, Statement
from allegiance.statements.votes import ballots
from training import FOLDERS
from training.corpus_parts import parts
from training.markup import Coded, Item

Floats = NDArray[np.float64]
NEARLY = 0.0125
"""How much F1 the thresholds may cost: the model's own candidates are asked for more where that costs
little, for the corpus tells something in almost every sentence and an article in every other one, so
that there more of what is doubtful is wrong; the frames', which have reasons, are asked for less."""


RULED = ("mutual", "event")
"""What the rules alone decide. The corpus marks a PLOVER event only where it is not its relation's usual
one, by its writers' sense of it; the rules follow PLOVER's own table."""


@dataclass(slots=True)
class Judged:
    """The candidates of some items: features, whether right, and how many statements there were."""

    features: list[tuple[float, ...]]
    right: list[bool]
    statements: list[tuple[int, object]]
    groups: list[int]
    wanted: int = 0
    qualified: dict[str, list[tuple[Floats, int]]] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size")
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent / "corpus")
    given = parser.parse_args(arguments)
    folder = FOLDERS[given.size]
    reader = model(given.size)
    judged = judge(parts(given.corpus)["dev"], reader)
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    card["calibration"] = {"votes": fit(judged), **tables(judged)}
    (folder / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(card["calibration"], indent=1))


def judge(items: Sequence[Item], reader: Model) -> Judged:
    """Every candidate of either side in some items, with what the corpus says of it."""
    judged = Judged([], [], [], [])
    for number, item in enumerate(items):
        coded = {(said.relation, said.source, said.target): said for said in item.statements}
        gold = set(coded)
        judged.wanted += len(gold)
        doc = annotate(Document(id=item.id, text=item.text), coder=reader.name)
        heard: Opinions = doc.user_data["opinions"]
        for sentence in doc.sents:
            found = candidates(sentence, Coding())
            for said, ballot in zip(found, ballots(found, heard), strict=True):
                if ballot is not None:
                    which = matching(said, item, gold)
                    judged.features.append(ballot)
                    judged.right.append(which is not None)
                    judged.statements.append((number, which))
                    judged.groups.append(number)
                    if which is not None:
                        _qualify(judged, said, coded[which], heard)
    return judged


def _qualify(judged: Judged, said: Statement, coded: Coded, heard: Opinions) -> None:
    """Note what rules and model say of a right candidate's qualifiers, and what the corpus does."""
    views = heard.weigh([(said.trigger.begin, said.relation)], [])
    if views is None:
        return
    for name, values in QUALIFIERS.items():
        rule = getattr(said, name)
        told = features(name, rule, views.qualifiers[name][0]).astype(float)
        row = (told, values.index(getattr(coded, name)))
        judged.qualified.setdefault(name, []).append(row)


def tables(judged: Judged) -> dict[str, object]:
    """The table of each qualifier that five-fold cross-validation finds better than the rules alone."""
    kept: dict[str, object] = {}
    accuracy: dict[str, dict[str, float]] = {}
    for name, rows in judged.qualified.items():
        wide = np.array([row for row, _ in rows], dtype=float)
        wanted = np.array([value for _, value in rows])
        folds = np.arange(len(rows)) * 5 // len(rows)
        said = np.zeros(len(rows), dtype=int)
        for fold in range(5):
            table = _table(wide[folds != fold], wanted[folds != fold], len(QUALIFIERS[name]))
            said[folds == fold] = (wide[folds == fold] @ table.T).argmax(1)
        values = len(QUALIFIERS[name])
        found = {
            "rules": float((wide[:, :values].argmax(1) == wanted).mean()),
            "model": float((wide[:, values : 2 * values].argmax(1) == wanted).mean()),
            "both": float((said == wanted).mean()),
        }
        accuracy[name] = {key: round(value, 3) for key, value in found.items()}
        if name in USUAL:
            usual = QUALIFIERS[name].index(USUAL[name])
            rule, own = (wide[:, n * values : (n + 1) * values].argmax(1) for n in (0, 1))
            either = np.where(rule == usual, own, rule)
            accuracy[name]["either"] = round(float((either == wanted).mean()), 3)
            unusual = wanted != usual
            for key, answer in (("rules", rule), ("either", either)):
                seen = float((answer[unusual] != usual).mean())
                accuracy[name][f"{key}, unusual seen"] = round(seen, 3)
        elif found["both"] > found["rules"] and name not in RULED:
            table = _table(wide, wanted, values)
            kept[name] = [[round(float(each), 3) for each in row] for row in table]
    return {"qualifiers": kept, "accuracy": accuracy}


def _table(wide: Floats, wanted: NDArray[np.int64], values: int) -> Floats:
    """One row of weights for each value: logistic regression of one against the others."""
    return np.array(
        [_logistic(wide[:, :-1], (wanted == value).astype(float)) for value in range(values)]
    )


def matching(
    said: Statement, item: Item, gold: set[tuple[str, str | None, str | None]]
) -> tuple[str, str | None, str | None] | None:
    """The coded statement that a candidate is: same relation, ends whose words meet."""
    one, other = labels(said.source, item), labels(said.target, item)
    for source in one:
        for target in other:
            if (said.relation, source, target) in gold:
                return said.relation, source, target
            if said.mutual and (said.relation, target, source) in gold:
                return said.relation, target, source
    return None


def labels(end: End, item: Item) -> set[str | None]:
    """The labels of the mentions that an end's words are part of, the closest fit only."""
    if end.kind == "unknown":
        return {None}
    meets = [
        (abs(mark.begin - end.begin) + abs(mark.end - end.end), mark)
        for mark in item.mentions
        if mark.begin < end.end and end.begin < mark.end
    ]
    if not meets:
        return set()
    best = min(away for away, _ in meets)
    return {label for away, mark in meets if away == best for label in mark.labels}


def fit(judged: Judged) -> dict[str, object]:
    """The weights of both sides, the threshold, and how well calibrated they are."""
    features = np.array(judged.features)
    right = np.array(judged.right, dtype=float)
    groups = np.array(judged.groups)
    likely = np.zeros(len(right))
    for fold in range(5):
        inside = groups % 5 != fold
        weights = _both(features[inside], right[inside])
        likely[~inside] = _likely(features[~inside], weights)
    kept, least = _thresholds(judged, likely, features[:, 0] > 0)
    weights = _both(features, right)
    precision, recall = _precision_recall(judged, kept)
    return {
        "least": least,
        **{name: [round(float(each), 4) for each in values] for name, values in weights.items()},
        "dev": {
            "precision": round(precision, 3), "recall": round(recall, 3),
            "f1": round(_f1(judged, kept), 3),
            "calibration_error": round(calibration_error(likely, right), 4),
        },
    }  # fmt: skip


def _thresholds(
    judged: Judged, likely: Floats, framed: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], dict[str, float]]:
    """How likely a frame's candidate and the model's own must be, and what is kept then."""
    tried = {
        (-float(frame), float(alone)): np.where(framed, likely >= frame, likely >= alone)
        for alone in np.arange(0.2, 0.7, 0.04).round(2)
        for frame in np.arange(0.1, 0.6, 0.1).round(2)
    }
    reached = {bars: _f1(judged, kept) for bars, kept in tried.items()}
    best = max(reached.values())
    frame, alone = max(bars for bars, f1 in reached.items() if f1 >= best - NEARLY)
    return tried[frame, alone], {"framed": -frame, "alone": alone}


def _both(features: Floats, right: Floats) -> dict[str, Floats]:
    framed = features[:, 0] > 0
    return {"framed": _logistic(features[framed], right[framed]),
            "alone": _logistic(features[~framed], right[~framed])}  # fmt: skip


def _likely(features: Floats, weights: dict[str, Floats]) -> Floats:
    framed = features[:, 0] > 0
    sums = np.where(
        framed,
        features @ weights["framed"][:-1] + weights["framed"][-1],
        features @ weights["alone"][:-1] + weights["alone"][-1],
    )
    return np.asarray(1 / (1 + np.exp(-sums)))


def _logistic(features: Floats, right: Floats, ridge: float = 1.0, steps: int = 50) -> Floats:
    """Weights and, last, the intercept, by Newton's method."""
    wide = np.column_stack([features, np.ones(len(features))])
    weights = np.zeros(wide.shape[1])
    penalty = ridge * np.eye(wide.shape[1])
    penalty[-1, -1] = 1e-6
    for _ in range(steps):
        said = 1 / (1 + np.exp(-np.clip(wide @ weights, -30, 30)))
        slope = wide.T @ (right - said) - penalty @ weights
        curve = (wide * (said * (1 - said))[:, None]).T @ wide + penalty
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _precision_recall(judged: Judged, kept: NDArray[np.bool_]) -> tuple[float, float]:
    found = {
        which for which, keep in zip(judged.statements, kept, strict=True)
        if keep and which[1] is not None
    }  # fmt: skip
    return len(found) / max(int(kept.sum()), 1), len(found) / max(judged.wanted, 1)


def _f1(judged: Judged, kept: NDArray[np.bool_]) -> float:
    precision, recall = _precision_recall(judged, kept)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def calibration_error(likely: Floats, right: Floats, bins: int = 10) -> float:
    """The expected calibration error (Naeini et al. 2015): |said - so|, mean over ten bins."""
    total = 0.0
    for low, part in _bins(likely, bins):
        del low
        if part.any():
            total += part.mean() * abs(likely[part].mean() - right[part].mean())
    return float(total)


def _bins(likely: Floats, bins: int) -> Iterator[tuple[float, NDArray[np.bool_]]]:
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        yield low, (likely >= low) & ((likely < high) | (high == 1))


if __name__ == "__main__":
    main()
