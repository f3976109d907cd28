"""Who made the demonstration, whoever sits at the desk; the screen calls them by their roles."""

from __future__ import annotations

OFFICE, EVALUATOR, LEADER = "demo-opening", "demo-collecting", "demo-signing"
