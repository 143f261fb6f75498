"""What a bench looks like on the screen: which parts there are, what they say, and when each is drawn."""
