"""What a command prints, as tables."""
