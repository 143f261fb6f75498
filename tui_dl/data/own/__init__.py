"""A learner's own table: a file of separated values, read with care, previewed, and made into a data set."""

FOLDER = "TUI_DL_TABLES"
"""The environment's name for the folder in which tables that were read are kept (`prepared`)."""
