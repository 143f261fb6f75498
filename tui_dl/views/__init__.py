"""Which figure a name stands for, and what of a run's state it shows."""
