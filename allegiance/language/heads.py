"""What the model says of a pass of its encoder: spans, roles, qualifiers, pairs, antecedents.

The same sums as `training.heads`, in NumPy, over the weights that ship: all probabilities.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allegiance.language.labels import DISTANCES, GROUPS, QUALIFIERS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Projected = Mapping[str, tuple[Floats, Floats, Floats]]
SPANNED = ("span", "source", "target", "same")


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights of the heads, by the names that training gave them."""

    weights: Mapping[str, Floats]

    def tags(self, logits: Floats) -> tuple[dict[str, Floats], Floats]:
        """For each word, the probabilities of each group's tags, and of triggering each relation."""
        edges = np.cumsum([0, *GROUPS.values()])
        tags = {name: _softmax(logits[:, edges[n] : edges[n + 1]]) for n, name in enumerate(GROUPS)}
        return tags, _sigmoid(logits[:, edges[-1] :])

    def project(self, hidden: Floats) -> Projected:
        """The words of a pass as they count in spans, so that each is worked out once."""
        width = hidden.shape[1]
        seen = {}
        for name in SPANNED:
            weights = self.weights[f"{name}.weight"]
            first, last, mean = (
                hidden @ weights[:, n * width : (n + 1) * width].T for n in range(3)
            )
            total = np.concatenate([np.zeros_like(mean[:1]), mean.cumsum(0)])
            seen[name] = (first, last, total)
        return seen

    def _spans(self, name: str, seen: Projected, spans: Ints) -> Floats:
        """What a head makes of spans: their first words, their last, and the mean of all."""
        first, last, total = seen[name]
        start, end = spans[:, 0], spans[:, 1]
        mean = (total[end + 1] - total[start]) / (end - start + 1)[:, None]
        return _relu(first[start] + last[end] + mean + self.weights[f"{name}.bias"])

    def asking(self, hidden: Floats, told: Ints) -> Floats:
        """(triggers, roles, width): what each trigger of a type asks of whom plays each role."""
        w = self.weights
        triggers = _relu(
            self._line("trigger", hidden[told[:, 0]]) + w["told_type.weight"][told[:, 1]]
        )
        return np.asarray(np.einsum("gp,rpq->grq", triggers, w["role"], optimize=True))

    def roles(self, turned: Floats, told: Ints, spans: Ints, seen: Projected) -> Floats:
        """(triggers, spans and nobody, roles): who plays which role for triggers that ask for them."""
        w = self.weights
        arguments = np.concatenate([self._spans("span", seen, spans), w["nobody"][None]])
        scores = (turned @ arguments.T).transpose(0, 2, 1)
        away = distances(told[:, 0], spans)
        away = np.concatenate([away, np.full((len(told), 1), DISTANCES)], axis=1)
        return _sigmoid(
            scores + self._line("role_span", arguments)[None] + w["role_distance.weight"][away]
        )

    def qualifiers(self, hidden: Floats, told: Ints) -> dict[str, Floats]:
        """For each trigger of a type, the probabilities of each qualifier's values."""
        about = _relu(
            self._line("about", hidden[told[:, 0]]) + self.weights["about_type.weight"][told[:, 1]]
        )
        logits = self._line("qualifier", about)
        edges = np.cumsum([0, *map(len, QUALIFIERS.values())])
        return {
            name: _softmax(logits[:, edges[n] : edges[n + 1]]) for n, name in enumerate(QUALIFIERS)
        }

    def pairs(self, spans: Ints, seen: Projected) -> Floats:
        """(mentions, mentions, relations): whether the first stands in the relation to the second."""
        one, other = (self._spans(part, seen, spans) for part in ("source", "target"))
        one, other = (np.concatenate([each, np.ones_like(each[:, :1])], 1) for each in (one, other))
        turned = np.einsum("ap,rpq->raq", one, self.weights["pair"], optimize=True)
        scores = (turned @ other.T).transpose(1, 2, 0)
        return _sigmoid(
            scores + self.weights["pair_distance.weight"][distances(spans[:, 0], spans)]
        )

    def antecedents(self, spans: Ints, seen: Projected) -> Floats:
        """(mentions, mentions and none): which earlier mention each one stands for the same as."""
        same = self._spans("same", seen, spans)
        scores = same @ self.weights["same_pair"] @ same.T
        scores = (
            scores + self.weights["same_distance.weight"][distances(spans[:, 0], spans)][..., 0]
        )
        scores = np.where(spans[None, :, 0] < spans[:, None, 0], scores, np.float32(-1e4))
        return _softmax(np.concatenate([scores, self._line("first", same)], axis=1))

    def _line(self, name: str, values: Floats) -> Floats:
        result: Floats = values @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result


def distances(anchors: Ints, spans: Ints) -> Ints:
    """(anchors, spans): in which bucket the words between fall; before and after are told apart."""
    before = anchors[:, None] - spans[None, :, 1]
    after = spans[None, :, 0] - anchors[:, None]
    away = np.maximum(np.maximum(before, after), 0)
    log = (np.log2(np.maximum(away, 1)) * 2).astype(np.int64) + 1
    half = DISTANCES // 2
    bucket = np.where(away == 0, 0, np.minimum(log, half - 1))
    return np.asarray(bucket + np.where(after > 0, half, 0))


def _relu(values: Floats) -> Floats:
    return np.maximum(values, 0)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -60, 60))))


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))
