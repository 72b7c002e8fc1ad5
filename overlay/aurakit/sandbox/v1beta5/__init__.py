"""Version v1beta5 of the API: GraphQL data APIs and their authentication providers, beside what it has of v1."""
