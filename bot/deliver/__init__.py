"""How messages go out: one budget, three lanes, and python-telegram-bot for what nobody is waiting for."""
