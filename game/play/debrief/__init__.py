"""What a playthrough amounts to, against history."""

from __future__ import annotations

from game.play.debrief.debrief import Debrief

__all__ = ["Debrief"]
