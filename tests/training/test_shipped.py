"""What ships, read back into PyTorch, gives the states that the program computes from it."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("onnx", reason="onnx is not installed")

from allegiance.language.encoder import model  # noqa: E402
from allegiance.language.wordpieces import words  # noqa: E402
from training import FOLDERS  # noqa: E402
from training.encoders import SIZES, Encoder  # noqa: E402
from training.shipped import restore  # noqa: E402


def test_the_states_are_those_of_the_graph() -> None:
    encoder = Encoder(SIZES["small"]).eval()
    restore(encoder, FOLDERS["small"])
    small = model("small")
    line = words("Gondor armed Rohan, and Mordor accused both of breaking the truce.")
    told = small.read(line)
    pieces = small.vocabulary.pieces(line)
    with torch.no_grad():
        found = encoder(
            torch.from_numpy(pieces.ids)[None],
            torch.from_numpy(pieces.shapes)[None],
            torch.ones(1, len(pieces.ids)),
        )[0].numpy()
    mine = found[pieces.first]
    assert np.corrcoef(mine.ravel(), told.hidden.ravel())[0, 1] > 0.98


def test_weights_of_another_size_are_refused() -> None:
    with pytest.raises(RuntimeError):
        restore(Encoder(SIZES["base"]), FOLDERS["small"])
