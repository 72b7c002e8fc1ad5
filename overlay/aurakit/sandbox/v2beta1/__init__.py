"""Version v2beta1 of the API: most operations are stateful, the others respond with examples."""
