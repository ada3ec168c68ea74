"""How the shipped models are made: the corpus we wrote, and the program that learns from it."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = {
    "small": ROOT / "allegiance/language/weights/small",
    "base": ROOT / "packages/base/allegiance_base",
}
"""Where each model lies when it ships."""
