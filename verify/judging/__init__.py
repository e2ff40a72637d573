"""The verdict on each claim, the report of all, and hints without numbers."""
