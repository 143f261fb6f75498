"""A learner's own table: a file of separated values, read with care, previewed, and made into a data set."""
