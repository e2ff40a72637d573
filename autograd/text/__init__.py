"""Names, digits and documents as text, and a text as a file."""
