"""Pages to work at: what evaluators and the office hand in."""
