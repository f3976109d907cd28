"""What was found: places, portraits of bodies, ledger, comparisons, what changed, what is signed."""
