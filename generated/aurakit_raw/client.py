from aurakit_raw.v1.client import Client, AsyncClient
