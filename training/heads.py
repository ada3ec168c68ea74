"""The model: one pass of an encoder, and the heads that read it.

Words are tagged (mentions in two layers, cues, contents, times, instruments) and scored as triggers;
a trigger and a span are scored for each role by a bilinear form (Dozat and Manning 2017), two
mentions for each relation and for standing for the same actor likewise.
`allegiance.language.heads` computes the same with NumPy.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from allegiance.language.labels import DISTANCES, GROUPS, QUALIFIERS, RELATIONS, ROLES
from training.encoders import Encoder

TYPES = len(RELATIONS) + 1
WIDTH = 128  # of the space in which triggers and spans meet
PAIR_WIDTH = 64  # of that in which two mentions meet


@dataclass(slots=True)
class Scores:
    """What the heads say of one pass, all as logits."""

    tags: dict[str, Tensor]
    triggers: Tensor
    roles: Tensor
    qualifiers: dict[str, Tensor]
    pairs: Tensor
    antecedents: Tensor


class Model(nn.Module):
    """An encoder with its heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.size.width
        self.words = nn.Linear(width, sum(GROUPS.values()) + len(RELATIONS))
        self.trigger = nn.Linear(width, WIDTH)
        self.told_type = nn.Embedding(TYPES, WIDTH)
        self.span = nn.Linear(3 * width, WIDTH)
        self.nobody = nn.Parameter(torch.zeros(WIDTH))
        self.role = nn.Parameter(torch.randn(len(ROLES), WIDTH, WIDTH) * 0.02)
        self.role_span = nn.Linear(WIDTH, len(ROLES))
        self.role_distance = nn.Embedding(DISTANCES + 1, len(ROLES))
        self.about = nn.Linear(width, WIDTH)
        self.about_type = nn.Embedding(TYPES, WIDTH)
        self.qualifier = nn.Linear(WIDTH, sum(map(len, QUALIFIERS.values())))
        self.source = nn.Linear(3 * width, PAIR_WIDTH)
        self.target = nn.Linear(3 * width, PAIR_WIDTH)
        self.pair = nn.Parameter(torch.randn(len(RELATIONS), PAIR_WIDTH + 1, PAIR_WIDTH + 1) * 0.02)
        self.pair_distance = nn.Embedding(DISTANCES + 1, len(RELATIONS))
        self.same = nn.Linear(3 * width, WIDTH)
        self.same_pair = nn.Parameter(torch.randn(WIDTH, WIDTH) * 0.02)
        self.same_distance = nn.Embedding(DISTANCES + 1, 1)
        self.first = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(0.2)
        self._expect_little()

    def _expect_little(self) -> None:
        """Begin with what is true of most words, spans and pairs: that they are nothing."""
        nn.init.zeros_(self.role_distance.weight)
        nn.init.zeros_(self.same_distance.weight)
        nn.init.constant_(self.pair_distance.weight, -5.0)
        nn.init.constant_(self.role_span.bias, -3.0)
        nn.init.constant_(self.words.bias[-len(RELATIONS) :], -5.0)

    def tag(self, hidden: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """For the words of a pass, the logits of each group of tags, and of being a trigger."""
        logits = self.words(self.dropout(hidden))
        *tags, triggers = logits.split([*GROUPS.values(), len(RELATIONS)], dim=-1)
        return dict(zip(GROUPS, tags, strict=True)), triggers

    def spans(self, hidden: Tensor, spans: Tensor) -> Tensor:
        """Each span as its first word, its last, and their mean."""
        total = torch.cat([hidden.new_zeros(1, hidden.shape[1]), hidden.cumsum(0)])
        first, last = spans[:, 0], spans[:, 1]
        mean = (total[last + 1] - total[first]) / (last - first + 1)[:, None]
        return self.dropout(torch.cat([hidden[first], hidden[last], mean], dim=-1))

    def score(self, hidden: Tensor, spans: Tensor, mentions: int, told: Tensor) -> Scores:
        """Everything about one pass: hidden states by word, spans, and triggers with their types."""
        tags, triggers = self.tag(hidden)
        wide = self.spans(hidden, spans)
        anchors = self.dropout(hidden[told[:, 0]])
        roles = self._roles(anchors, wide, spans, told)
        about = torch.relu(self.about(anchors) + self.about_type(told[:, 1]))
        values = self.qualifier(self.dropout(about)).split(list(map(len, QUALIFIERS.values())), -1)
        qualifiers = dict(zip(QUALIFIERS, values, strict=True))
        return Scores(
            tags, triggers, roles, qualifiers,
            self._pairs(wide[:mentions], spans[:mentions]),
            self._antecedents(wide[:mentions], spans[:mentions]),
        )  # fmt: skip

    def _roles(self, anchors: Tensor, wide: Tensor, spans: Tensor, told: Tensor) -> Tensor:
        """(triggers, spans and nobody, roles)"""
        triggers = self.dropout(torch.relu(self.trigger(anchors) + self.told_type(told[:, 1])))
        arguments = torch.cat([torch.relu(self.span(wide)), self.nobody[None]])
        arguments = self.dropout(arguments)
        scores = torch.einsum("gp,rpq,sq->gsr", triggers, self.role, arguments)
        away = distances(told[:, 0], spans)
        nowhere = away.new_full((len(told), 1), DISTANCES)
        away = torch.cat([away, nowhere], dim=1)
        result: Tensor = scores + self.role_span(arguments)[None] + self.role_distance(away)
        return result

    def _pairs(self, wide: Tensor, spans: Tensor) -> Tensor:
        """(mentions, mentions, relations)"""
        one, other = (
            torch.cat([torch.relu(part(wide)), wide.new_ones(len(wide), 1)], dim=1)
            for part in (self.source, self.target)
        )
        scores = torch.einsum("ap,rpq,bq->abr", one, self.pair, other)
        result: Tensor = scores + self.pair_distance(distances(spans[:, 0], spans))
        return result

    def _antecedents(self, wide: Tensor, spans: Tensor) -> Tensor:
        """(mentions, mentions and none): each earlier mention, and last that there is none."""
        same = torch.relu(self.same(wide))
        scores = same @ self.same_pair @ same.T
        scores = scores + self.same_distance(distances(spans[:, 0], spans))[..., 0]
        earlier = spans[None, :, 0] < spans[:, None, 0]
        scores = scores.masked_fill(~earlier, -1e4)
        return torch.cat([scores, self.first(same)], dim=1)


def distances(anchors: Tensor, spans: Tensor) -> Tensor:
    """(anchors, spans): in which bucket the words between fall; before and after are told apart."""
    before = anchors[:, None] - spans[None, :, 1]
    after = spans[None, :, 0] - anchors[:, None]
    away = torch.maximum(before, after).clamp(min=0)
    log = (torch.log2(away.clamp(min=1).float()) * 2).long() + 1
    half = DISTANCES // 2
    bucket = torch.where(away == 0, 0, log.clamp(max=half - 1))
    return bucket + torch.where(after > 0, half, 0)


def arrays(model: Model) -> Mapping[str, Tensor]:
    """The weights of the heads by name, without the encoder's."""
    return {
        name: value for name, value in model.state_dict().items() if not name.startswith("encoder.")
    }
