"""The decisions of `ledger` as one Lua script, which Redis executes atomically, by its own clock.

All keys have the same hash tag, so that they are on one node of a cluster, and an expiry, so that nothing remains of a
client id that is no longer used. Numbers are written with six decimals: Lua's default format has too few for a time.
"""

from __future__ import annotations

from hashlib import sha1
from typing import Final

from .._ratelimit.local_limit import CHECK_AGAIN, LONGEST_SLOT, PARTY_PATIENCE
from .._ratelimit.window import LONGEST_PAUSE, MARGIN, STILL_ON_ITS_WAY
from .ledger import (
    RATES_LAST,
    RECOVERY_CHECK,
    RECOVERY_PATIENCE,
)

KEYS: Final = ("slots", "line", "due", "rates", "state", "token", "claim")
"""What follows the hash tag in the name of each key, in the order in which the script takes them."""

_CONSTANTS: Final = {
    "MARGIN": MARGIN,
    "LONGEST_PAUSE": LONGEST_PAUSE,
    "LONGEST_SLOT": LONGEST_SLOT,
    "CHECK_AGAIN": CHECK_AGAIN,
    "PARTY_PATIENCE": PARTY_PATIENCE,
    "RATES_LAST": RATES_LAST,
    "RECOVERY_CHECK": RECOVERY_CHECK,
    "RECOVERY_PATIENCE": RECOVERY_PATIENCE,
    "STILL_ON_ITS_WAY": STILL_ON_ITS_WAY,
}

_BODY: Final = """
local call = redis.call
local slots, line, due, rates, state, token, claim = unpack(KEYS)
local time = call('TIME')
local now = time[1] + time[2] / 1000000
local todo = {}

local function text(number) return string.format('%.6f', number) end

local function expire(key, seconds)
  local milliseconds = math.ceil(seconds * 1000)
  if call('PTTL', key) < milliseconds then call('PEXPIRE', key, milliseconds) end
end

local function limits()
  local all, found = call('HGETALL', rates), {}
  for i = 1, #all, 2 do
    if tonumber(all[i + 1]) > now then
      local limit, per = string.match(all[i], '^(%d+)/(.+)$')
      found[#found + 1] = {tonumber(limit), tonumber(per)}
    else
      call('HDEL', rates, all[i])
    end
  end
  return found
end

local function recovery()
  local found = call('HMGET', state, 'paused', 'epoch', 'allowed', 'open', 'last')
  for i = 1, 5 do found[i] = tonumber(found[i] or 0) end
  return unpack(found)
end

local function used(since) return call('ZCOUNT', slots, '(' .. text(since), '+inf') end

local function wait_by(limit, per, others)
  local since = now - per - MARGIN
  local missing = others + 1 + used(since) - limit
  if missing <= 0 then return 0 end
  local found = call('ZRANGEBYSCORE', slots, '(' .. text(since), '+inf', 'WITHSCORES', 'LIMIT', missing - 1, 1)
  local ended = tonumber(found[2])
  if not ended or ended > now then return per + MARGIN end
  return per + MARGIN - (now - ended)
end

local function wait_for(party, reserve, paused, allowed, open, last)
  if paused > now then return paused - now, false end
  for _, gone in ipairs(call('ZRANGEBYSCORE', due, '-inf', '(' .. text(now))) do
    call('ZREM', line, gone)
    call('ZREM', due, gone)
  end
  local ahead, wait = call('ZRANK', line, party) or call('ZCARD', line), 0
  for _, rate in ipairs(limits()) do wait = math.max(wait, wait_by(rate[1], rate[2], ahead + reserve)) end
  if allowed > 0 and open + ahead >= allowed and now - last < RECOVERY_PATIENCE then
    wait = math.max(wait, RECOVERY_CHECK * (1 + ahead))
  end
  return math.min(wait, CHECK_AGAIN), reserve == 0
end

function todo.acquire(party, lasts, reserve, ...)
  local asked, longest = {...}, 0
  for i = 1, #asked, 2 do
    local lives = math.max(RATES_LAST, 2 * asked[i + 1])
    call('HSET', rates, asked[i] .. '/' .. asked[i + 1], text(now + lives))
    expire(rates, lives)
  end
  for _, rate in ipairs(limits()) do longest = math.max(longest, rate[2]) end
  local paused, epoch, allowed, open, last = recovery()
  local wait, lines_up = wait_for(party, tonumber(reserve), paused, allowed, open, last)
  if wait > 0 then
    if lines_up then
      if not call('ZSCORE', line, party) then call('ZADD', line, call('HINCRBY', state, 'number', 1), party) end
      call('ZADD', due, text(now + wait + PARTY_PATIENCE), party)
      for _, key in ipairs({line, due, state}) do expire(key, RATES_LAST) end
    end
    return {text(wait), ''}
  end
  call('ZREM', line, party)
  call('ZREM', due, party)
  if allowed > 0 then call('HSET', state, 'open', open + 1, 'last', text(now)) end
  lasts = math.min(tonumber(lasts), LONGEST_SLOT)
  local slot = string.format('%d.%d', epoch, call('HINCRBY', state, 'number', 1))
  call('ZREMRANGEBYSCORE', slots, '-inf', text(now - longest - MARGIN))
  call('ZADD', slots, text(now + lasts), slot)
  for _, key in ipairs({slots, state}) do expire(key, lasts + longest + RATES_LAST) end
  return {'0', slot}
end

local function finish(slot, ends)
  if not call('ZSCORE', slots, slot) then return false end
  call('ZADD', slots, text(ends), slot)
  return true
end

function todo.report(slot, ended)
  local was_open
  if ended == 'unsent' then
    was_open = call('ZREM', slots, slot) == 1
  else
    was_open = finish(slot, now + (ended == 'unknown' and STILL_ON_ITS_WAY or 0))
  end
  local paused, epoch, allowed, open = recovery()
  if not was_open or allowed == 0 or string.match(slot, '^%d+') ~= string.format('%d', epoch) then return end
  if ended == 'admitted' then
    local least
    for _, rate in ipairs(limits()) do least = math.min(least or rate[1], rate[1]) end
    allowed = allowed < (least or 1) and allowed + 1 or 0
  end
  call('HSET', state, 'allowed', allowed, 'open', math.max(0, open - 1))
end

function todo.penalise(slot, seconds)
  if slot ~= '' then finish(slot, now) end
  local paused, epoch = recovery()
  seconds = math.max(0, math.min(tonumber(seconds), LONGEST_PAUSE))
  call('HSET', state, 'paused', text(math.max(paused, now + seconds)), 'epoch', epoch + 1, 'allowed', 1, 'open', 0,
    'last', text(now - RECOVERY_PATIENCE))
  expire(state, seconds + RATES_LAST)
end

function todo.usage()
  local found = {text(now), text((recovery())), call('ZCOUNT', due, text(now), '+inf')}
  for _, rate in ipairs(limits()) do
    for _, value in ipairs({rate[1], text(rate[2]), used(now - rate[2] - MARGIN)}) do found[#found + 1] = value end
  end
  return found
end

function todo.load() return call('HMGET', token, 'value', 'obtained', 'expires') end

function todo.save(value, digest, obtained, expires, lasts)
  call('DEL', token)
  call('HSET', token, 'value', value, 'digest', digest, 'obtained', obtained, 'expires', expires)
  call('PEXPIRE', token, lasts)
end

function todo.discard(digest)
  if call('HGET', token, 'digest') == digest then call('DEL', token) end
end

function todo.claim(holder, lasts) return call('SET', claim, holder, 'NX', 'PX', lasts) and 1 or 0 end

function todo.release(holder)
  if call('GET', claim) == holder then call('DEL', claim) end
end

return todo[ARGV[1]](unpack(ARGV, 2))
"""

SCRIPT: Final = "".join(f"local {name} = {value!r}\n" for name, value in _CONSTANTS.items()) + _BODY
DIGEST: Final = sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()
"""What Redis calls the script."""
