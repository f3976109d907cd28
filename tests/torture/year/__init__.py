"""A simulated year of rectification: 64 bodies, 800 items, people with habits, one day after the other."""
