"""An independent reader of the suite's formats, that says of bytes whether they are broken. It takes no part in making them:
gzip by Python's zlib, JSON and CSV by its own readers, made strict where those are lax, and records by their JSON Schema."""
import csv, datetime, io, json, math, re, struct, zlib


class Broken(Exception):
  """These bytes are no such input, and why."""


def expanded(data):
  """What gzip members hold, or the bytes themselves. A file that is cut is broken, also between BGZF's blocks."""
  if data[:1] != b"\x1f": return data
  held, lacks_end = [], False
  while data:
    if data[:2] != b"\x1f\x8b":
      if data.strip(b"\0"): raise Broken("garbage after gzip members")
      break
    member = zlib.decompressobj(31)
    try: held.append(member.decompress(data))
    except zlib.error as error: raise Broken(f"gzip: {error}")
    if not member.eof: raise Broken("gzip that is cut")
    lacks_end = is_block(data) and bool(held[-1])
    data = member.unused_data
  if lacks_end: raise Broken("BGZF without its end")
  return b"".join(held)


def is_block(member):
  """Whether the gzip member begins with a header of BGZF, which has its length in an extra field BC."""
  if len(member) < 18 or member[3] != 4: return False
  return struct.unpack("<H", member[10:12])[0] == 6 and member[12:16] == b"BC\x02\0"


def number(text):
  value = float(text)
  if not math.isfinite(value): raise Broken(f"a number that overflows: {text}")
  return int(text) if re.fullmatch(r"-?\d{1,18}", text) else value


def no_constant(text): raise Broken(f"{text} is no JSON")


class Object(dict):
  """An object, and the keys that stood in it twice."""

  def __init__(self, pairs):
    super().__init__(pairs)
    self.twice = {key for index, (key, _) in enumerate(pairs) if key in dict(pairs[:index])} if len(self) < len(pairs) else ()


def value_of(text):
  """A JSON value, without lone surrogates and numbers that are not finite."""
  try:
    value = json.loads(text, parse_float=number, parse_int=number, parse_constant=no_constant, object_pairs_hook=Object)
    json.dumps(value, ensure_ascii=False).encode()
    return value
  except (ValueError, UnicodeError) as error: raise Broken(f"JSON: {error}")
  except RecursionError: raise Broken("JSON deeper than any record")


def text_of(data):
  try: return data.decode()
  except UnicodeError as error: raise Broken(f"UTF-8: {error}")


def lines(data):
  """Those of a stream that are not blank. One at the end that is not ended must be whole."""
  found = expanded(data).removeprefix(b"\xef\xbb\xbf").split(b"\n")
  if found[-1].strip(b" \t\r"): value_of(text_of(found[-1]))
  return [line.removesuffix(b"\r") for line in found if line.removesuffix(b"\r").strip(b" \t")]


def records(data, schema=None, least=0):
  """The objects of a stream, each as its schema has it."""
  found = [value_of(text_of(line)) for line in lines(data)]
  for record in found:
    if not isinstance(record, dict): raise Broken("a line that is no object")
    if schema and (fault := fault_by(schema, record)): raise Broken(fault)
  if len(found) < least: raise Broken("too few records")
  return found


def configuration(data, schema=None, least=1):
  """JSON with comments and trailing commas, in which no key stands twice."""
  value = document(data)
  if fault := twice_in(value): raise Broken(fault)
  return value


def document(data, schema=None, least=1):
  """The same, but what is not read may stand there twice."""
  token = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*\n|/\*.*?\*/)*[}\]])', re.S)
  text = text_of(expanded(data).removeprefix(b"\xef\xbb\xbf"))
  return value_of(token.sub(lambda found: found[0] if found[0][0] == '"' else " ", text))


def twice_in(value):
  if getattr(value, "twice", None): return f"{value.twice} twice"
  parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
  return next(filter(None, map(twice_in, parts)), None)


def grid(data, schema=None, least=1):
  """Rows of a grid file: as many fields as the header has, moments that step evenly, shares from 0 to 100."""
  try: rows = [row for row in csv.reader(io.StringIO(text_of(expanded(data)).lstrip("\ufeff"), newline=""), strict=True) if row]
  except csv.Error as error: raise Broken(f"CSV: {error}")
  if len(rows) < 2: raise Broken("no rows")
  header, moments = rows[0], []
  wanted = [next((i for i, name in enumerate(header) if part in name), None) for part in ("Datetime", "direct", "CFE")]
  if None in wanted: raise Broken("a column is missing")
  for row in rows[1:]:
    if len(row) != len(header): raise Broken("a row of another length")
    try: moments.append(datetime.datetime.strptime(row[wanted[0]], "%Y-%m-%d %H:%M:%S"))
    except ValueError as error: raise Broken(str(error))
    for column, most in ((wanted[1], math.inf), (wanted[2], 100)):
      if not row[column]: continue
      if not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", row[column]): raise Broken(f"the number {row[column]}")
      if not 0 <= number(row[column]) <= most: raise Broken(f"out of range: {row[column]}")
  return rows


def table(data, schema=None, least=1):
  """Text with at least a header; separators and columns are the publisher's."""
  if not text_of(expanded(data)).lstrip("\ufeff").strip(): raise Broken("no header")


def imported(data):
  """Rows of a grid file with any of its columns."""
  rows = list(csv.reader(io.StringIO(text_of(expanded(data)), newline=""), strict=True))
  moments = []
  for row in rows[1:]:
    if len(row) != len(rows[0]): raise Broken("a row of another length")
    moments.append(datetime.datetime.strptime(row[0], "%Y-%m-%d %H:%M:%S"))
    for name, value in zip(rows[0], row):
      if "arbon" not in name or not value: continue
      most = 100 if "CFE" in name else 1 if "free" in name else math.inf
      if not 0 <= number(value) <= most: raise Broken(f"out of range: {name} {value}")
  if not moments or moments != sorted(set(moments)): raise Broken("rows out of order, or none")


is_type = {
  "object": lambda value: isinstance(value, dict), "array": lambda value: isinstance(value, list),
  "string": lambda value: isinstance(value, str), "boolean": lambda value: isinstance(value, bool),
  "null": lambda value: value is None,
  "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
  "integer": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value),
}
is_within = {
  "minimum": lambda value, bound: value >= bound, "exclusiveMinimum": lambda value, bound: value > bound,
  "maximum": lambda value, bound: value <= bound, "exclusiveMaximum": lambda value, bound: value < bound,
}


def fault_by(schema, value, path=""):
  """Why the value is not as the schema has it; None where it is."""
  if "anyOf" in schema:
    faults = [fault_by(choice, value, path) for choice in schema["anyOf"]]
    return None if None in faults else faults[0]
  if "const" in schema and value != schema["const"]: return f"{path} is not {schema['const']}"
  if "not" in schema and value == schema["not"]: return f"{path} is {value}"
  if "enum" in schema and value not in schema["enum"]: return f"{path} is none of its words"
  if "type" in schema and not is_type[schema["type"]](value): return f"{path} is no {schema['type']}"
  for name, holds in is_within.items():
    if name in schema and is_type["number"](value) and not holds(value, schema[name]): return f"{path} is out of range"
  if isinstance(value, dict):
    for name in schema.get("properties", {}):
      if name in getattr(value, "twice", ()): return f"{path}.{name} stands there twice"
    for name in schema.get("required", []):
      if name not in value: return f"{path}.{name} is missing"
    for name, part in schema.get("properties", {}).items():
      if name in value and (fault := fault_by(part, value[name], f"{path}.{name}")): return fault
  for item in value if isinstance(value, list) and "items" in schema else []:
    if fault := fault_by(schema["items"], item, f"{path}[]"): return fault
  return None
