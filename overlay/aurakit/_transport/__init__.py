"""One attempt on the network, sync and async: connections, deadline, body, proxies, TLS. Only this package imports
httpx."""
