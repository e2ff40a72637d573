"""The same derivation with other numbers: the writer's own, redrawn ones, and stand-ins."""
