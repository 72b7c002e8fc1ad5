"""Version v1beta5 of the API: GraphQL data APIs and their authentication providers, and what it shares with v1."""
