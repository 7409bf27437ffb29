"""What the clinic knows, without conversation or SQL."""
