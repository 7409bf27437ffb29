"""What is remembered, for how long, and who erased it."""
