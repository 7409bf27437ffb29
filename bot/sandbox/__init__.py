"""A pretend Telegram: a strict Bot API, the people who use it, and a page of phones to play them."""
