"""Every flow there is; importing this registers them all."""

from flows import founding, founding_meeting, small, visit

__all__ = ["founding", "founding_meeting", "small", "visit"]
