"""Many students: marks, pages and tables of a class."""
