"""Formulas as one types them, read as Values."""
