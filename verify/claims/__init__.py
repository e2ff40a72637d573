"""Claims: what a person wrote about which value, and what the true one is."""
