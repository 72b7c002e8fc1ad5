"""What the clients of every version of the API are made of."""
