"""Worksheets and answers: files in and out."""
