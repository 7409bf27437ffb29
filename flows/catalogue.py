"""Every flow there is; importing this registers them all."""

from flows import founder, founding, founding_meeting, small, visit

__all__ = ["founder", "founding", "founding_meeting", "small", "visit"]
