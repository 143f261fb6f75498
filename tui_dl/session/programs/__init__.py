"""A run as a program that stands on its own, to be read and changed."""
