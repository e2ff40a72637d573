"""Calls as people write them, arranged into operands and static arguments."""
