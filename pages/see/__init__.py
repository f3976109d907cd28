"""Pages to read: what leaders and bodies look at."""
