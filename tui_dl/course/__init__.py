"""Lessons: their format, their checks, and what a learner has reached."""
