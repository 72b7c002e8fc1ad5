from aurakit_raw.v1.types import *
from aurakit_raw.v1.types import Request, Response
