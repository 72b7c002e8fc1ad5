"""Version v2beta1 of the API: most operations have state, the others respond with examples."""
