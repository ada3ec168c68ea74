"""A model made up for tests: it sees "armed" as a trigger of arm, "said" as a cue, and nothing else."""

from typing import Any

import numpy as np

from allegiance.language.encoder import Model
from allegiance.language.heads import Heads
from allegiance.language.labels import GROUPS, RELATIONS
from allegiance.language.wordpieces import Vocabulary
from tests.language.test_heads import WIDTH, heads

ENTRIES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "armed", "said", "gondor", "rohan", "."]


class Session:
    """Hidden states that depend on the piece alone, and logits that know two words."""

    def run(self, names: None, given: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
        ids = given["ids"][0]
        hidden = np.random.default_rng(5).normal(size=(len(ENTRIES), WIDTH))[ids]
        logits = np.zeros((len(ids), sum(GROUPS.values()) + len(RELATIONS)))
        edges = dict(zip(GROUPS, np.cumsum([0, *GROUPS.values()]), strict=False))
        for start in edges.values():
            logits[:, start] = 5
        triggers = logits[:, sum(GROUPS.values()) :]
        triggers[:] = -5
        triggers[ids == ENTRIES.index("armed"), RELATIONS.index("arm")] = 5
        logits[ids == ENTRIES.index("said"), edges["cue"] + 1] = 9
        return hidden[None].astype(np.float32), logits[None].astype(np.float32)


def made_up(weights: Heads | None = None, **calibration: Any) -> Model:
    """The model, with random heads unless others are given."""
    return Model("small", Vocabulary(ENTRIES), weights or heads(), Session(), calibration)
