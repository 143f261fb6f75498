"""A lesson as it is written: its format and words, its conditions and verbs, read and checked."""
