"""Conversations without I/O: a flow is a generator replayed over answers kept by key."""
