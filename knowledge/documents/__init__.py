"""The papers of founding: filled from a group's answers, as Word and as PDF."""
