"""How updates come in: doors that keep them raw, a pump that feeds them to aiogram's router, chat by chat."""
