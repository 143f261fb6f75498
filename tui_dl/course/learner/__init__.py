"""What is kept of a learner: facts and notes, the spot, what comes back, and what can be handed in."""
