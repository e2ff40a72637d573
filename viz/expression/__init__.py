"""The picture of an expression: every value, or every named one, and how they feed each other."""
