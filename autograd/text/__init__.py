"""What names, digits and documents look like as text, and how a text becomes a file."""
