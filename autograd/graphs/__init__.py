"""A graph as data: named, traced, folded, written and read again."""
