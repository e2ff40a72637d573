"""Facts about activation functions, and which one is for which task."""
