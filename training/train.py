"""Learn from the corpus: `python -m training.train small` writes `build/small/model.pt`.

Deterministic from its seed on one kind of machine. Every epoch is kept as a checkpoint, so that a
run that is stopped goes on where it was; `--teacher build/base` adds the answers of a larger model.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from torch import Tensor
from torch.nn import functional

from allegiance.language.labels import CUE_TYPE, GROUPS, QUALIFIERS
from allegiance.language.wordpieces import LONGEST, Vocabulary
from training.corpus_parts import Part, names_by_kind, parts
from training.encoders import SIZES, halved, pretrained
from training.examples import IGNORED, Example, example, renamed
from training.heads import Model, Scores
from training.markup import Item
from training.scores import dev_scores

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is trained. Rates are of AdamW, for the encoder and for the heads."""

    epochs: int
    batch: int
    rate: float
    head_rate: float
    renamed: float = 0.35
    joined: float = 0.4
    loose: float = 0.5


PLANS = {"small": Plan(14, 8, 2e-4, 1e-3), "base": Plan(6, 8, 6e-5, 1e-3)}


@dataclass(slots=True)
class Packed:
    """Several examples side by side for the encoder."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    examples: list[Example]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", choices=tuple(SIZES))
    parser.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teacher", type=Path)
    given = parser.parse_args(arguments)
    plan = PLANS[given.size]
    plan = replace(plan, epochs=given.epochs or plan.epochs)
    out = given.out or Path("build", given.size)
    corpus = parts(given.corpus, given.shared)
    train(given.size, plan, corpus, given.wheels, out, given.seed, given.teacher)


def train(
    size: str, plan: Plan, corpus: dict[Part, list[Item]], wheels: Path, out: Path, seed: int,
    teacher: Path | None,
) -> None:  # fmt: skip
    """Train a model of a size on the corpus and write it, with its dev scores, to a folder."""
    console = Console()
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    encoder, vocabulary = pretrained(SIZES[size], wheels)
    model = Model(encoder)
    master = load_teacher(teacher, wheels) if teacher else None
    names = names_by_kind()
    optimizer = torch.optim.AdamW(_groups(model, plan), weight_decay=0.01, fused=True)
    passes = len(list(_examples(corpus["train"], vocabulary, names, plan, random.Random(seed))))
    steps = math.ceil(passes / plan.batch) * plan.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _warm(step, steps))
    out.mkdir(parents=True, exist_ok=True)
    first = _resume(out, model, optimizer, schedule)
    for epoch in range(first, plan.epochs):
        began = time.time()
        chance = random.Random(seed * 1000 + epoch)
        torch.manual_seed(seed * 1000 + epoch)
        examples = list(_examples(corpus["train"], vocabulary, names, plan, chance))
        model.train()
        losses = []
        for batch in _batches(examples, vocabulary, plan.batch, chance):
            loss = _step(model, batch, master)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
        scores = dev_scores(model, corpus["dev"], vocabulary)
        console.print(
            f"epoch {epoch + 1}/{plan.epochs}: loss {np.mean(losses):.3f},"
            f" {time.time() - began:.0f} s; dev "
            + ", ".join(f"{k} {v:.3f}" for k, v in scores.items())
        )
        torch.save(
            {
                "epoch": epoch + 1, "model": model.state_dict(),
                "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
            },
            out / "checkpoint.pt",
        )  # fmt: skip
    torch.save(model.state_dict(), out / "model.pt")


def load_teacher(folder: Path, wheels: Path) -> tuple[Model, Vocabulary]:
    """A trained base model, to learn from."""
    encoder, vocabulary = pretrained(SIZES["base"], wheels)
    model = Model(encoder)
    model.load_state_dict(torch.load(folder / "model.pt"))
    return model.eval(), vocabulary


def _resume(
    out: Path, model: Model, optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> int:  # fmt: skip
    """Load the checkpoint of a run that was stopped; how many epochs it had done."""
    kept = out / "checkpoint.pt"
    if not kept.exists():
        return 0
    state = torch.load(kept)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["epoch"])


def _groups(model: Model, plan: Plan) -> list[dict[str, object]]:
    encoder = [value for name, value in model.named_parameters() if name.startswith("encoder.")]
    heads = [value for name, value in model.named_parameters() if not name.startswith("encoder.")]
    return [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]


def _warm(step: int, steps: int) -> float:
    """A tenth of the steps to warm up, then down to nothing."""
    warm = max(steps // 10, 1)
    return step / warm if step < warm else max(0.0, (steps - step) / max(steps - warm, 1))


def _examples(
    items: Sequence[Item], vocabulary: Vocabulary, names: dict[str, list[str]], plan: Plan,
    chance: random.Random,
) -> Iterator[Example]:  # fmt: skip
    """The items in a new order, some renamed, some laid end to end as a document would."""
    order = list(items)
    chance.shuffle(order)
    pending: list[Item] = []
    for item in order:
        fresh = renamed(item, names, chance) if chance.random() < plan.renamed else item
        pending.append(fresh)
        if len(pending) < 3 and chance.random() < plan.joined:
            continue
        joined = example(pending, vocabulary, chance, loose=plan.loose)
        if joined is not None:
            yield joined
        else:
            yield from _singly(pending, vocabulary, plan, chance)
        pending = []
    yield from _singly(pending, vocabulary, plan, chance)


def _singly(
    items: Sequence[Item], vocabulary: Vocabulary, plan: Plan, chance: random.Random
) -> Iterator[Example]:
    for item in items:
        alone = example([item], vocabulary, chance, loose=plan.loose)
        if alone is not None:
            yield alone


def _batches(
    examples: list[Example], vocabulary: Vocabulary, size: int, chance: random.Random
) -> Iterator[Packed]:
    """Examples of like length together, in an order of chance."""
    examples = sorted(examples, key=lambda each: len(each.pieces.ids))
    groups = [examples[start : start + size] for start in range(0, len(examples), size)]
    chance.shuffle(groups)
    for group in groups:
        yield pack(group, vocabulary)


def pack(group: list[Example], vocabulary: Vocabulary) -> Packed:
    """Examples padded to one length."""
    longest = min(max(len(each.pieces.ids) for each in group), LONGEST)
    ids = torch.full((len(group), longest), vocabulary.pad)
    shapes = torch.zeros((len(group), longest), dtype=torch.long)
    mask = torch.zeros((len(group), longest))
    for row, each in enumerate(group):
        length = len(each.pieces.ids)
        ids[row, :length] = torch.from_numpy(each.pieces.ids)
        shapes[row, :length] = torch.from_numpy(each.pieces.shapes)
        mask[row, :length] = 1
    return Packed(ids, shapes, mask, group)


def scores_of(model: Model, batch: Packed) -> Iterator[tuple[Example, Scores]]:
    """What the model says of each example of a batch."""
    with halved():
        hidden = model.encoder(batch.ids, batch.shapes, batch.mask)
    for row, each in enumerate(batch.examples):
        words = hidden[row].float()[torch.from_numpy(each.pieces.first)]
        spans, told = torch.from_numpy(each.spans), torch.from_numpy(each.told)
        yield each, model.score(words, spans, each.mentions, told)


def _step(model: Model, batch: Packed, master: tuple[Model, Vocabulary] | None) -> Tensor:
    losses = []
    taught = _taught(master, batch) if master else [None] * len(batch.examples)
    for (each, scores), lesson in zip(scores_of(model, batch), taught, strict=True):
        loss = _loss(each, scores)
        losses.append(loss if lesson is None else loss + _distance(scores, lesson))
    return torch.stack(losses).mean()


def _taught(master: tuple[Model, Vocabulary], batch: Packed) -> list[Scores]:
    """What the teacher says of the same words and spans, through its own vocabulary."""
    model, vocabulary = master
    again = [replace(each, pieces=vocabulary.pieces(each.line)) for each in batch.examples]
    with torch.no_grad():
        return [scores for _, scores in scores_of(model, pack(again, vocabulary))]


def _loss(each: Example, scores: Scores) -> Tensor:
    """What was said of an example against what is marked in it."""
    total = torch.zeros(())
    for name in GROUPS:
        total = total + functional.cross_entropy(
            scores.tags[name], torch.from_numpy(each.tags[name])
        )
    triggers = torch.from_numpy(each.triggers)
    weights = 1 + 2 * triggers
    wrong = functional.binary_cross_entropy_with_logits(
        scores.triggers, triggers, weights, reduction="sum"
    )
    total = total + 2 * wrong / len(triggers)
    if len(each.told):
        total = total + _open(scores.roles, each.roles).sum(1).mean(0).sum()
        telling = each.told[:, 1] != CUE_TYPE
        if telling.any():
            for column, name in enumerate(QUALIFIERS):
                wanted = torch.from_numpy(each.qualifiers[telling, column])
                said = scores.qualifiers[name][torch.from_numpy(telling)]
                total = total + 0.5 * functional.cross_entropy(said, wanted)
    if each.mentions > 1:
        total = total + _open(scores.pairs, each.pairs).sum() / each.mentions
        total = total + _referred(scores.antecedents, torch.from_numpy(each.antecedents))
    return total


def _open(logits: Tensor, wanted: np.ndarray) -> Tensor:
    """Binary cross-entropy, nothing where either answer is right."""
    goal = torch.from_numpy(wanted)
    counted = (goal != IGNORED).float()
    return counted * functional.binary_cross_entropy_with_logits(
        logits, goal.clamp(min=0), reduction="none"
    )


def _referred(logits: Tensor, same: Tensor) -> Tensor:
    """Minus the log of what any right antecedent has (Lee et al. 2017)."""
    none = (same.sum(1, keepdim=True) == 0).float()
    right = torch.cat([same, none], dim=1)
    said = logits.log_softmax(-1).masked_fill(right == 0, -1e4)
    return -said.logsumexp(-1).mean()


def _distance(scores: Scores, lesson: Scores) -> Tensor:
    """How far the answers are from the teacher's (Hinton et al. 2015)."""
    total = torch.zeros(())
    for name in scores.tags:
        total = total + _soft(scores.tags[name], lesson.tags[name])
    total = total + 2 * _sure(scores.triggers, lesson.triggers).sum(-1).mean()
    if len(scores.roles):
        total = total + _sure(scores.roles, lesson.roles).sum(1).mean(0).sum()
        for name in scores.qualifiers:
            total = total + 0.5 * _soft(scores.qualifiers[name], lesson.qualifiers[name])
    if len(scores.pairs) > 1:
        total = total + _sure(scores.pairs, lesson.pairs).sum() / len(scores.pairs)
        total = total + _soft(scores.antecedents, lesson.antecedents)
    return total


def _soft(said: Tensor, taught: Tensor) -> Tensor:
    return functional.kl_div(
        said.log_softmax(-1), taught.log_softmax(-1), log_target=True, reduction="batchmean"
    )


def _sure(said: Tensor, taught: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(said, taught.sigmoid(), reduction="none")


if __name__ == "__main__":
    main()
