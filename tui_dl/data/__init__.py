"""Data sets: made, bundled, transformed, split, with the test part sealed."""
