"""How well a model does on a part of the corpus while it is trained, mentions given."""

from collections.abc import Sequence, Set
from random import Random
from typing import Any

import numpy as np
import torch

from allegiance.language.labels import CUE_TYPE, GROUPS, QUALIFIERS, RELATIONS, ROLES
from allegiance.language.wordpieces import Vocabulary
from training.examples import Example, example
from training.heads import Model, Scores
from training.markup import Item


class Tally:
    """Right, given and wanted, and what they come to."""

    def __init__(self) -> None:
        self.right = self.given = self.wanted = 0

    def add(self, given: Set[Any], wanted: Set[Any]) -> None:
        self.right += len(given & wanted)
        self.given += len(given)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.given + self.wanted, 1)


def dev_scores(model: Model, items: Sequence[Item], vocabulary: Vocabulary) -> dict[str, float]:
    """F1 of mentions, cues, triggers, statements (by trigger and roles, and by pairs), and accuracies."""
    model.eval()
    tallies = {
        name: Tally() for name in ("mentions", "cue", "content", "triggers", "said", "pairs")
    }
    told = Tally()
    right = {name: [0, 0] for name in (*QUALIFIERS, "same")}
    chance = Random(0)
    with torch.no_grad():
        for item in items:
            each = example([item], vocabulary, chance)
            if each is not None:
                _count(model, each, vocabulary, tallies, told, right)
    scores = {name: tally.f1 for name, tally in tallies.items()}
    scores["statements"] = told.f1
    return scores | {name: good / max(all_, 1) for name, (good, all_) in right.items()}


def _count(
    model: Model, each: Example, vocabulary: Vocabulary, tallies: dict[str, Tally], told: Tally,
    right: dict[str, list[int]],
) -> None:  # fmt: skip
    from training.train import pack

    batch = pack([each], vocabulary)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.encoder(batch.ids, batch.shapes, batch.mask)
    words = hidden[0].float()[torch.from_numpy(each.pieces.first)]
    spans = torch.from_numpy(each.spans)
    scores = model.score(words, spans, each.mentions, torch.from_numpy(each.told))
    for name, groups in (
        ("mentions", ("outer", "inner")),
        ("cue", ("cue",)),
        ("content", ("content",)),
    ):
        given = {
            found for group in groups for found in stretches(scores.tags[group].argmax(-1).numpy())
        }
        wanted = {found for group in groups for found in stretches(each.tags[group])}
        tallies[name].add(given, wanted)
    chosen = scores.triggers.sigmoid().numpy() > 0.5
    tallies["triggers"].add(
        set(zip(*chosen.nonzero(), strict=True)), set(zip(*each.triggers.nonzero(), strict=True))
    )
    told.add(_statements(model, words, spans, each, chosen), wanted_statements(each))
    for column, name in enumerate(QUALIFIERS):
        for row, (_, type_) in enumerate(each.told):
            if type_ != CUE_TYPE:
                said = int(scores.qualifiers[name][row].argmax())
                right[name][0] += said == each.qualifiers[row, column]
                right[name][1] += 1
    if each.mentions > 1:
        _coreference(each, scores, right)
        pairs = {tuple(p) for p in np.argwhere(scores.pairs.sigmoid().numpy() > 0.5)}
        open_ = {tuple(p) for p in np.argwhere(each.pairs < 0)}
        tallies["pairs"].add(pairs - open_, {tuple(p) for p in np.argwhere(each.pairs > 0)})
    cues = [row for row, (_, type_) in enumerate(each.told) if type_ == CUE_TYPE]
    speaker = ROLES.index("speaker")
    for row in cues:
        heard = {(row, int(scores.roles[row, :, speaker].argmax()))}
        meant = {(row, int(i)) for i in np.argwhere(each.roles[row, :, speaker] == 1)[:, 0]}
        tallies["said"].add(heard, meant or heard)


def _statements(
    model: Model, words: torch.Tensor, spans: torch.Tensor, each: Example, chosen: np.ndarray
) -> set[object]:
    told = np.argwhere(chosen)
    if not len(told):
        return set()
    scores = model.score(words, spans, each.mentions, torch.from_numpy(told))
    roles = scores.roles.sigmoid().numpy()
    found: set[object] = set()
    for row, (anchor, type_) in enumerate(told):
        ends = [
            np.argwhere(roles[row, :, ROLES.index(role)] > 0.5)[:, 0]
            for role in ("source", "target")
        ]
        found |= {
            (int(anchor), RELATIONS[type_], int(a), int(b))
            for a in ends[0]
            for b in ends[1]
            if a != b
        }
    return found


def wanted_statements(each: Example) -> set[object]:
    """(anchor, relation, source span, target span) of each statement that is marked."""
    found: set[object] = set()
    for row, (anchor, type_) in enumerate(each.told):
        if type_ == CUE_TYPE:
            continue
        ends = [
            np.argwhere(each.roles[row, :, ROLES.index(role)] == 1)[:, 0]
            for role in ("source", "target")
        ]
        found |= {
            (int(anchor), RELATIONS[type_], int(a), int(b))
            for a in ends[0]
            for b in ends[1]
            if a != b
        }
    return found


def stretches(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """(first word, last word, tag) of everything that a row of tags marks."""
    found: list[tuple[int, int, int]] = []
    for word, tag in enumerate(tags):
        if tag and tag % 2 == 0 and found and found[-1][1] == word - 1 and found[-1][2] == tag - 1:
            found[-1] = (found[-1][0], word, tag - 1)
        elif tag and tag % 2 == 1:
            found.append((word, word, int(tag)))
    return found


def _coreference(each: Example, scores: Scores, right: dict[str, list[int]]) -> None:
    best = scores.antecedents.argmax(-1).numpy()
    for mention in range(each.mentions):
        same = np.argwhere(each.antecedents[mention] == 1)[:, 0]
        good = best[mention] in same if len(same) else best[mention] == each.mentions
        right["same"][0] += bool(good)
        right["same"][1] += 1


__all__ = ["GROUPS", "Tally", "dev_scores", "stretches", "wanted_statements"]
