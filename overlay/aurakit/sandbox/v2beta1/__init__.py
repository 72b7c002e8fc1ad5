"""Version v2beta1 of the API: with state what is about organizations, users and instances, the rest by examples."""
