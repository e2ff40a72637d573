"""The picture of one partial of any expression: a chain of named values."""
