"""Formulas as trees: grown by the rows, simplified as they grow, walked through and written."""
