"""The runtime: the only place that knows Telegram, HTTP, clocks and processes."""
