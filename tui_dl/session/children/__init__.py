"""A child process: the parent's handle on it, its ear, and the frames between them."""
