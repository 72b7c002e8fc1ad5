"""One attempt on the network, sync and async: connections, deadline, body, proxies, TLS. Alone in importing httpx."""
