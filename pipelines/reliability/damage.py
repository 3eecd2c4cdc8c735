"""Ways to break an input. Each yields (what was done, a function that makes the bytes)."""
import gzip, json, random, struct, zlib

odd_values = ["null", "true", '""', '"x"', "[]", "{}", "[[]]", '[null]', "-1", "0", "-0", "0.5", "1e300", "-1e300", "1e999", "5e-324",
  "1e18", "9223372036854775807", "9223372036854775808", "NaN", "Infinity", "01", "+1", "1.", '"\\ud800"', '"\\u0000"', "'x'", "tru"]


def block(data):
  """A member of BGZF."""
  deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
  body = deflate.compress(data) + deflate.flush()
  header = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + struct.pack("<H", len(body) + 25)
  return header + body + struct.pack("<II", zlib.crc32(data), len(data))


def bgzf(data): return b"".join(block(data[start:start + 4096]) for start in range(0, len(data), 4096)) + block(b"")


packings = {"plain": bytes, "gzip": lambda data: gzip.compress(data, mtime=0), "bgzf": bgzf}


def cuts(data, most):
  """The first bytes of it: of all lengths, or evenly spread ones."""
  for length in range(0, len(data), -(-len(data) // most)):
    yield f"cut after {length}", lambda length=length: data[:length]


def scratches(data, count, seed):
  """A few bytes flipped, dropped, repeated, put in or exchanged."""
  for index in range(count):
    yield f"scratch {index}", lambda index=index: scratched(data, random.Random(f"{seed} {index}"))


def scratched(data, draw):
  data = bytearray(data)
  for _ in range(draw.choice([1, 1, 1, 2, 5])):
    start, count = draw.randrange(len(data)), draw.choice([1, 1, 2, 8, 64])
    way = draw.randrange(5)
    if way == 0: data[start] ^= 1 << draw.randrange(8)
    elif way == 1: del data[start:start + count]
    elif way == 2: data[start:start] = data[start:start + count]
    elif way == 3: data[start:start] = draw.randbytes(count)
    else: data[start:start + count] = data[(other := draw.randrange(len(data))):other + count]
    if not data: break
  return bytes(data)


def wholes(data):
  """Files that are odd as a whole; `data` is a good one."""
  yield "empty", lambda: b""
  yield "blank lines", lambda: b"\n\r\n  \n\t\n"
  yield "NUL", lambda: b"\0" * 100
  yield "a NUL put in", lambda: data[:40] + b"\0" + data[40:]
  yield "random", lambda: random.Random(1).randbytes(1000)
  yield "gzip of random", lambda: gzip.compress(random.Random(1).randbytes(1000), mtime=0)
  yield "gzip of nothing", lambda: gzip.compress(b"", mtime=0)
  yield "gzip of gzip", lambda: gzip.compress(gzip.compress(data, mtime=0), mtime=0)
  yield "gzip and garbage", lambda: gzip.compress(data, mtime=0) + b"garbage"
  yield "gzip and plain", lambda: gzip.compress(data, mtime=0) + data
  yield "BGZF's end alone", lambda: block(b"")
  yield "BGZF without its end", lambda: bgzf(data)[:-len(block(b""))]
  yield "BGZF of a wrong length", lambda: bgzf(data)[:16] + b"\xff\xff" + bgzf(data)[18:]
  for back in range(1, 9):
    yield f"checksum {back}", lambda back=back: flipped(gzip.compress(data, mtime=0), back)
    yield f"block checksum {back}", lambda back=back: flipped(block(data[:4000]), back) + block(b"")
  yield "UTF-16", lambda: data.decode().encode("utf-16")
  yield "Latin-1", lambda: data[:30] + b"\xe9" + data[30:]
  yield "a byte-order mark in the middle", lambda: data + b"\xef\xbb\xbf" + data
  yield "nested arrays", lambda: b"[" * 1_000_000
  yield "nested objects", lambda: b'{"a":' * 1_000_000
  yield "nested value", lambda: data.rstrip()[:-1] + b',"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
  yield "no object", lambda: b"17\n"
  yield "a list", lambda: b"[" + data.rstrip() + b"]\n"
  yield "another kind", lambda: b'{"kind":"cat","name":"Tom"}\n'
  yield "an empty object", lambda: b"{}\n"
  yield "a second object on the line", lambda: data.rstrip() + b" " + data


def long_lines(data):
  """A hundred megabytes on one line."""
  yield "100 MB unclosed", lambda: data.rstrip()[:-1] + b',"x":"' + b"a" * 100_000_000
  yield "100 MB in a string", lambda: data.rstrip()[:-1] + b',"x":"' + b"a" * 100_000_000 + b'"}\n'
  yield "100 MB of blanks", lambda: b" " * 100_000_000
  yield "100 MB of digits", lambda: b'{"kind":' + b"1" * 100_000_000 + b"}\n"
  yield "100 MB of zeros, gzipped", lambda: gzip.compress(b"\0" * 100_000_000, 1)


def flipped(data, back):
  return data[:-back] + bytes([data[-back] ^ 1]) + data[len(data) - back + 1:]


class Raw(str):
  """Text that stands for itself in a record."""


def written(value):
  if isinstance(value, Raw): return value
  if isinstance(value, dict): return "{" + ",".join(f"{json.dumps(str(key))}:{written(part)}" for key, part in value.items()) + "}"
  if isinstance(value, list): return "[" + ",".join(map(written, value)) + "]"
  return json.dumps(value)


def places(value, path=()):
  """Every field, at any depth of objects, and the first element of every list."""
  items = value.items() if isinstance(value, dict) else list(enumerate(value))[:1] if isinstance(value, list) else ()
  for key, part in items:
    yield path + (key,), part
    yield from places(part, path + (key,))


def replaced(value, path, change):
  """A copy in which `change` was applied to the object or list that holds the place, and its key there."""
  copy = dict(value) if isinstance(value, dict) else list(value)
  if len(path) == 1: change(copy, path[0])
  else: copy[path[0]] = replaced(value[path[0]], path[1:], change)
  return copy


def field_changes(value):
  """(path, what was done, the record's text): each field of odd values, missing, twice, misspelt."""
  def put(text): return lambda holder, key: holder.__setitem__(key, Raw(text))
  def drop(holder, key): del holder[key]
  def twice(holder, key): holder[key] = Raw(written(holder[key]) + f",{json.dumps(key)}:{written(holder[key])}")
  def misspell(holder, key):
    entries = [(name[:-1] if name == key else name, part) for name, part in holder.items()]
    holder.clear()
    holder.update(entries)
  for path, part in places(value):
    ways = [(f"= {text}", put(text)) for text in odd_values]
    if isinstance(part, list):
      longer = part + part[-1:]
      ways += [("one longer", put(written(longer))), ("one shorter", put(written(part[:-1])))]
    if isinstance(path[-1], str): ways += [("missing", drop), ("twice", twice), ("misspelt", misspell)]
    for done, change in ways:
      yield path, done, lambda path=path, change=change: written(replaced(value, path, change))
