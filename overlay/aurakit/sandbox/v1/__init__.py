"""Version 1 of the API: its routes, how its resources look, and what its requests may hold."""
