"""A grid of settings: its points, its trials in portions, and the process that trains them."""
