"""One attempt on the network, sync and async: connections, deadline, bounded body, proxies, TLS. The only importer of httpx."""
