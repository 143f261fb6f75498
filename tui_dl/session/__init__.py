"""A run from its recipe to its last epoch, here or in a process of its own."""
