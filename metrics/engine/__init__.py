"""From facts to a board: score, aggregate, rank, and the ledger of lost points."""
