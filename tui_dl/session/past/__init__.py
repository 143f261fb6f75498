"""A run's past: any step of it again, what is worth going back to, and the roads not taken."""
