"""Pages of the evaluation office."""
