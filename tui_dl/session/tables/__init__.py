"""A learner's own table: read in a process of its own, and what of it is lent to this one."""
