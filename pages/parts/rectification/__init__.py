"""From a lost point to closed out: drafts, letters, one item, tasks of a body, the board of leadership."""
