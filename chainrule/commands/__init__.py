"""One command of the line a file: what it reads, asks, prints and writes."""
