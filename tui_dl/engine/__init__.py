"""A small neural network library in NumPy, written to be read."""
