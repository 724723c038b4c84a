"""The parts of the Trips page: a module a step, and what they share."""
