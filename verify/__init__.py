"""Judging hand-derived numbers: claims, verdicts, and the slip behind a wrong one."""
