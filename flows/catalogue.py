"""Every flow there is; importing this registers them all."""

from flows import adviser_case, founder, founding, founding_meeting, small, visit

__all__ = ["adviser_case", "founder", "founding", "founding_meeting", "small", "visit"]
