#!/usr/bin/env python3
"""The mutation campaign: damages every input of every tool and looks at what the tool makes of it.

Never may a tool end by a signal, hang, find a bug of its own (70), succeed on what an independent reader finds broken, write
what that reader cannot read, leave anything behind when it fails, or fail without a message that names the file. Needs nothing
but Python 3; `make mutations` runs it."""
import argparse, collections, concurrent.futures, itertools, os, random, re, resource, shutil, signal, subprocess, sys, tempfile, time
import damage, strict, subjects

Attack = collections.namedtuple("Attack", "subject way name make must_fail", defaults=(None,))
patience_seconds = 60
documents = strict.configuration, strict.document
refusals = {64, 65, 66}
ways = "good", "cut", "scratched", "odd file", "field", "long line"


def attacks(subject, seed, cuts, scratches):
  """All that is tried on a subject."""
  plain = subject.data
  yield Attack(subject, "good", "untouched", lambda: plain)
  packings = damage.packings if subject.read not in documents else {"plain": bytes}
  for packing, pack in packings.items():
    data = pack(plain)
    for name, make in damage.cuts(data, cuts): yield Attack(subject, "cut", f"{packing} {name}", make)
    for name, make in damage.scratches(data, scratches, f"{seed} {subject.name} {packing}"):
      yield Attack(subject, "scratched", f"{packing} {name}", make)
  for name, make in damage.wholes(plain): yield Attack(subject, "odd file", name, make)
  if subject.read in (strict.grid, strict.table): yield from table_attacks(subject)
  elif subject.read in documents:
    value = strict.configuration(plain)
    yield from field_attacks(subject, value, lambda text: text.encode())
  elif subject.read is not strict.table:  # whose columns are the publisher's
    lines = plain.splitlines(keepends=True)
    for index, record in first_of_each_shape(lines):
      rest = b"".join(lines[:index]), b"".join(lines[index + 1:])
      yield from field_attacks(subject, record, lambda text, rest=rest: rest[0] + text.encode() + b"\n" + rest[1])


def first_of_each_shape(lines):
  shapes = {}
  for index, line in enumerate(lines):
    record = strict.value_of(line.decode())
    shapes.setdefault(tuple(record), (index, record))
  return shapes.values()


def field_attacks(subject, value, place):
  for path, done, text in damage.field_changes(value):
    # A configuration has no schema of its own, but no key of it may be misspelt, or that far below zero.
    is_wrong = subject.is_configuration and (done == "misspelt" and is_declared(path) or done == "= -1e300" and is_number(value, path))
    name = f"{'.'.join(map(str, path))} {done}"
    yield Attack(subject, "field", name, lambda text=text: place(text()), "what no configuration says" if is_wrong else None)


def is_declared(path): return "set" not in path and "space" not in path and "controllers" not in path[-2:-1]


def is_number(value, path):
  for key in path: value = value[key]
  return isinstance(value, (int, float)) and not isinstance(value, bool) and is_declared(path)


def table_attacks(subject):
  """Each field of a row of a table of odd values; rows out of order, and, the columns reversed, of fewer fields."""
  rows = [line.split(b",") for line in subject.data.splitlines()]
  def text(rows): return b"".join(b",".join(row) + b"\n" for row in rows)
  odd = [value.encode() for value in damage.odd_values] + [b"", b"101", b'"', b'"a', b'a"b', b"1,2", b"2023-02-30 00:00:00", b"\xff"]
  for row, column in itertools.product((0, 1, 30), range(len(rows[0]))):
    for value in odd:
      yield Attack(subject, "field", f"row {row} column {column} = {value}", lambda row=row, column=column, value=value: text(
        [cells[:column] + [value] + cells[column + 1:] if index == row else cells for index, cells in enumerate(rows)]))
  reverse = [cells[::-1] for cells in rows]
  for row, count in itertools.product((0, 1, 30), range(len(rows[0]))):
    yield Attack(subject, "field", f"reversed, row {row} of {count} fields", lambda row=row, count=count: text(
      [cells[:count] if index == row else cells for index, cells in enumerate(reverse)]))
  yield Attack(subject, "field", "rows exchanged", lambda: text(rows[:10] + rows[11:12] + rows[10:11] + rows[12:]))
  yield Attack(subject, "field", "a row twice", lambda: text(rows[:10] + rows[9:]))


def sample(tries, count, seed):
  """All good inputs, and as many of each other way as of any."""
  draw, chosen = random.Random(seed), [attack for attack in tries if attack.way == "good"]
  for way in ways[1:5]:
    of_way = [attack for attack in tries if attack.way == way]
    chosen += draw.sample(of_way, min(count // 4, len(of_way)))
  return chosen


def broken_stream(data):
  """What --skip-invalid does not pass over: a fault of the stream, not of a record."""
  try: strict.lines(data)
  except strict.Broken as broken: return str(broken)


def has_place(subject, data):
  """An input without records has no place at which it is wrong."""
  try: return subject.read is not strict.records or bool(strict.lines(data))
  except strict.Broken: return True


class Campaign:
  def __init__(self, tools, save):
    self.tools, self.save = os.path.abspath(tools), save
    self.counts = collections.Counter()
    self.faults = []

  def try_out(self, attack):
    """What is wrong with what the tool did; the folder is deleted, and a damaged file saved where something is."""
    folder = tempfile.mkdtemp(prefix="mutations-")
    try:
      data = attack.make()
      path = f"{folder}/{attack.subject.file}"
      with open(path, "wb") as file: file.write(data)
      for name in "model-data", "energy-data": os.symlink(f"{subjects.root}/{name}", f"{folder}/{name}")
      status, said = self.run(attack.subject, folder)
      faults = list(self.faults_of(attack, data, folder, status, said))
      if faults: self.keep(attack, path, faults, said)
      return attack, status, faults
    finally: shutil.rmtree(folder)

  def run(self, subject, folder):
    words = subject.command.replace("{}", subject.file).split()
    command = [f"{self.tools}/{words[0]}", *words[1:], "--threads", "2" if subject.tool == "solve" else "1"]
    if not subject.is_configuration and not (subject.is_rewritten and subject.tool == "registry"): command += ["-o", "out"]
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               env={**os.environ, "LC_ALL": "C"})
    try: said = process.communicate(timeout=patience_seconds)[1]
    except subprocess.TimeoutExpired:
      process.kill()
      return None, process.communicate()[1]
    return process.returncode, said

  def faults_of(self, attack, data, folder, status, said):
    subject = attack.subject
    lines = said.decode(errors="replace").splitlines()
    names = set(os.listdir(folder)) - {subject.file, "model-data", "energy-data"}
    if attack.way == "good" and status: yield f"refuses it: {said.decode()[:200]}"
    if status is None: yield "hangs"
    elif status < 0: yield f"ends by {signal.Signals(-status).name}"
    elif status == 0:
      broken = attack.must_fail or self.broken(subject, data)
      if broken and subject.skips and b"skipped" in said: broken = broken_stream(data)
      if broken: yield f"accepts {broken}"
      if subject.output and "out" in names:
        try:
          with open(f"{folder}/out", "rb") as file: subject.output(file.read())
        except strict.Broken as broken: yield f"writes {broken}"
    elif status not in refusals: yield f"ends with {status}"
    else:
      if names: yield f"leaves {' '.join(names)}"
      with open(f"{folder}/{subject.file}", "rb") as file:
        if file.read() != data: yield "changes its input"
      if not lines: yield "says nothing"
      elif not re.match(rf"{subject.tool}: (\./)?{re.escape(subject.file)}(:\d+){{0,2}}: \S|{subject.tool}: ({subject.of_all})", lines[-1]):
        if has_place(subject, data): yield "names no place"
      if re.search(rb"[\0-\x09\x0b-\x1f\x7f]", said): yield "says control characters"

  def broken(self, subject, data):
    try: subject.read(data, subject.schema, subject.least)
    except strict.Broken as broken: return str(broken)

  def keep(self, attack, path, faults, said):
    os.makedirs(self.save, exist_ok=True)
    kept = f"{self.save}/{len(self.faults):04}-{attack.subject.file}"
    if os.path.getsize(path) < 10_000_000: shutil.copy(path, kept)
    self.faults.append(kept)
    print(f"{attack.subject.command.replace('{}', kept)}   # {attack.name}: {'; '.join(faults)}\n"
          f"    {ascii(said.decode(errors='replace')[:300].strip())}", file=sys.stderr, flush=True)

  def report(self, names):
    print(f"{'':24}{'tried':>8}{'refused':>9}{'taken':>8}{'faults':>8}")
    for name in names:
      row = [self.counts[name, column] for column in ("tried", "refused", "taken", "faults")]
      if row[0]: print(f"{name:24}{row[0]:8}{row[1]:9}{row[2]:8}{row[3]:8}")


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("tools", help="folder of the executables")
  parser.add_argument("--tries", type=int, help="try only so many, drawn at random")
  parser.add_argument("--seed", type=int, default=1)
  parser.add_argument("--only", default="", help="subjects whose name holds this")
  parser.add_argument("--cuts", type=int, default=1000, help="lengths that an input is cut to, at most; shorter inputs, to every byte")
  parser.add_argument("--scratches", type=int, default=100, help="random damages of each packing of each input")
  parser.add_argument("--jobs", type=int, default=os.cpu_count())
  parser.add_argument("--save", default="out/reliability/mutations", help="folder for what is found")
  options = parser.parse_args()
  resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
  resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
  started = time.monotonic()
  with tempfile.TemporaryDirectory(prefix="mutations-inputs-") as folder:
    campaign = Campaign(options.tools, os.path.abspath(options.save))
    chosen = [subject for subject in subjects.subjects(campaign.tools, folder) if options.only in subject.name]
    tries = [attack for subject in chosen for attack in attacks(subject, options.seed, options.cuts, options.scratches)]
    if options.tries: tries = sample(tries, options.tries, options.seed)
    else:
      tries += [Attack(subject, "long line", name, make) for subject in chosen for name, make in damage.long_lines(subject.data)]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
      for attack, status, faults in pool.map(campaign.try_out, tries):
        for name in attack.subject.name, attack.way, "all":
          campaign.counts[name, "tried"] += 1
          campaign.counts[name, "taken" if status == 0 else "refused"] += 1
          campaign.counts[name, "faults"] += bool(faults)
  campaign.report([subject.name for subject in chosen])
  print()
  campaign.report([*ways, "all"])
  print(f"{time.monotonic() - started:.0f} s; seed {options.seed}; faults {len(campaign.faults)}"
        + (f", their inputs in {options.save}" if campaign.faults else ""))
  sys.exit(1 if campaign.faults else 0)


if __name__ == "__main__": main()
