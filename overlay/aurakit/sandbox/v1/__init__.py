"""Version 1 of the API: its routes, how its resources are shown, and how its requests are validated."""
