"""What is attacked: every tool, with each input that it takes. A subject is a command, in which {} is the damaged file."""
import dataclasses, json, os, subprocess
import damage, strict

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
inputs = f"{root}/Tests/Cases/input"
rules = "naive_weak,naive_strong,naive,threshold,mpc_yesterday,mpc_profile,mpc_ar,oracle"
study_tools = "scengen", "solve", "trainnet", "tune", "simulate", "aggregate", "plot", "registry"


@dataclasses.dataclass
class Subject:
  name: str
  command: str  # with {} for the damaged file
  file: str  # what that is called
  data: bytes  # a good one
  read: callable = strict.records  # the independent reader
  schema: dict = None
  least: int = 0  # records that it needs
  output: callable = strict.records  # the reader of what the command writes
  is_rewritten: bool = False  # the input is also an output
  skips: bool = False  # records that cannot be read
  of_all: str = "nothing"  # begins what it says of all its inputs together, which has no place

  @property
  def tool(self): return self.command.split()[0]

  @property
  def is_configuration(self): return self.name.endswith("--config")


class Folder:
  """Good inputs, made by the tools themselves."""

  def __init__(self, tools, path):
    self.tools, self.path = tools, path
    os.makedirs(f"{path}/grid")
    for name in "energy-data", "model-data", "pipelines": os.symlink(f"{root}/{name}", f"{path}/{name}")
    york = open(f"{inputs}/grid/US-NY-NYIS_2023_hourly.csv").read()
    self.write("grid/US-NY-NYIS_2023_hourly.csv", york)
    angeles = york.replace("New York ISO,US-NY-NYIS", "Los Angeles,US-CAL-LDWP")
    self.write("grid/US-CAL-LDWP_2023_hourly.csv", angeles)

  def write(self, name, text):
    with open(f"{self.path}/{name}", "w") as file: file.write(text)

  def read(self, name):
    with open(f"{self.path}/{name}", "rb") as file: return file.read()

  def run(self, command):
    tool, rest = command.split(" ", 1)
    done = subprocess.run([f"{self.tools}/{tool}"] + rest.split(), cwd=self.path, capture_output=True)
    if done.returncode: raise SystemExit(f"mutations: {command}: {done.stderr.decode()}")
    return done.stdout


def first_lines(data, count): return b"".join(data.splitlines(keepends=True)[:count])


def subjects(tools, path):
  folder = Folder(tools, path)
  run, read = folder.run, folder.read
  folder.write("plans", open(f"{inputs}/plans.ndjson").read())
  run("scengen --grid grid --series --locations CA --plain -o california")
  run("scengen --grid grid --series --locations NY --plain -o series")
  run("trainnet series california --leave-out US-NY-NYIS --plain -o network")
  run("trainnet series --architecture network --epochs 1 --checkpoint checkpoint.json -o /dev/null")
  run("trainnet --task policy --epochs 1 plans --plain -o policy")
  run("simulate plans --controllers naive,forecast,oracle --network network --trace interval --trace-output traces.json --plain -o runs")
  run("aggregate runs --by controller --metric utility,success_rate,normalised_regret --ratio regret/naive_regret --plain -o summaries")
  run("registry add registry --name ny --network network --runs runs --metric regret/naive_regret --where controller=forecast")
  folder.write("ratio", run("aggregate runs --where controller=forecast --ratio regret/naive_regret --plain").decode())
  trials = [run(f"tune score ratio --trial {trial} --rung 1 --config pipelines/camera/config.jsonc --plain") for trial in (0, 1, 2)]
  folder.write("trials", b"".join(trials).decode())
  folder.write("observations", "".join(
    f'{{"time":"2023-01-13T{hour:02}:00:00Z","battery_wh":3,"carbon_free":0.6,"accuracy_req":null}}\n' for hour in range(3)))
  decide = f"decide --network {path}/network --device {path}/device.jsonc"
  folder.write("device.jsonc", open(f"{root}/pipelines/camera/device.jsonc").read())
  run("decide --network network --device device.jsonc --state state.json observations --plain -o /dev/null")
  zones = strict.configuration(open(f"{root}/energy-data/zones.jsonc", "rb").read())["zones"]
  folder.write("words.jsonc", open(f"{root}/pipelines/camera/words.jsonc").read())
  folder.write("zones.jsonc", json.dumps({"zones": zones[:1]}))

  found = []
  def subject(name, command, file, **options):
    command = command.replace("@", path + "/")
    found.append(Subject(name, command, file, options.pop("data", None) or strict.expanded(read(file)), **options))
  def schema(tool): return json.loads(run(f"{tool} --schema"))
  def kind(tool, name): return next(part for part in schema(tool)["anyOf"] if part["title"] == name)
  scenario, series = kind("scengen", "scenario"), kind("scengen", "series")
  svg = dict(output=None)
  summary = kind("aggregate", "summary")
  # What is read of a stream of several kinds, and of records of any kind.
  summary_if_any = {"anyOf": [summary, {"properties": {"kind": {"type": "string", "not": "summary"}}, "required": ["kind"]}]}
  number = {"anyOf": [{"type": "number"}, {"type": "null"}, {"type": "boolean"}]}
  measured = {"properties": {"utility": number}}
  grouped = {"properties": {"controller": {}, "utility": number}}

  subject("solve", "solve {}", "plans", schema=scenario)
  subject("solve by GLPK", "solve --method glpk --time-limit-s 2 {}", "plans", schema=scenario)
  subject("simulate", f"simulate --controllers {rules} {{}}", "plans", schema=scenario)
  subject("simulate --trace", "simulate --controllers naive,oracle --trace interval --trace-output trace.json {}", "plans", schema=scenario)
  subject("simulate --network", "simulate --controllers forecast --network {} @plans", "network", least=1)
  subject("simulate --policy", "simulate --controllers policy --policy {} @plans", "policy", least=1,
          of_all="the controller policy needs")
  subject("simulate --models", "simulate --controllers naive --models {} @plans", "profiles.json", read=strict.document,
          data=open(f"{root}/model-data/power_profiles.json", "rb").read())
  subject("trainnet", "trainnet {}", "series", schema=series, least=1)
  subject("trainnet --task policy", "trainnet --task policy --epochs 1 {}", "plans", schema=scenario, least=1)
  subject("trainnet --resume", "trainnet @series --architecture network --epochs 1 --resume {}", "checkpoint.json", least=1)
  subject("solve --skip-invalid", "solve --skip-invalid {}", "plans", schema=scenario, skips=True)
  subject("aggregate", "aggregate {} --by controller --metric utility --ratio regret/naive_regret", "runs", schema=grouped, of_all="no record|there are no records")
  subject("aggregate --compare", "aggregate {} --metric utility --compare controller --baseline naive", "runs", schema=grouped, of_all="no record|there are no records")
  subject("aggregate --skip-invalid", "aggregate --skip-invalid {} --metric utility", "runs", schema=measured, of_all="no record|there are no records", skips=True)
  subject("plot report", "plot report {} --words @words.jsonc", "summaries", schema=summary_if_any, least=1, **svg)
  subject("plot report --traces", "plot report @summaries --traces {} --words @words.jsonc", "traces.json", **svg)
  subject("plot report --networks", "plot report @summaries --networks {} --words @words.jsonc", "network", **svg)
  subject("plot week", "plot week {} --words @words.jsonc", "traces.json", least=1, **svg)
  subject("plot results", "plot results {} --words @words.jsonc", "summaries", schema=summary_if_any, least=1, **svg)
  subject("plot --words", "plot results @summaries --words {}", "words.jsonc", read=strict.configuration, **svg)
  subject("decide", f"{decide} {{}}", "observations")
  subject("decide --network", "decide --network {} --device @device.jsonc @observations", "network", least=1)
  subject("decide --device", "decide --network @network --device {} @observations", "device.jsonc", read=strict.configuration)
  subject("decide --state", f"{decide} --state {{}} @observations", "state.json", read=strict.records, least=1, is_rewritten=True,
          of_all=r"\S+/observations:1:1: the history reaches to")  # a state from before any observation is a history
  subject("decide --history", f"{decide} --history {{}} @observations", "series", schema=series, least=1)
  subject("scengen --grid", "scengen --grid . --series --locations NY", "US-NY-NYIS_2023_hourly.csv", read=strict.grid,
          data=first_lines(read("grid/US-NY-NYIS_2023_hourly.csv"), 60))
  subject("scengen --zones", "scengen --grid @grid --series --locations CA --zones {}", "zones.jsonc", read=strict.configuration)
  subject("gridgen --zones", f"gridgen --interval-s 3600 --zone {zones[0]['id']} --zones {{}}", "zones.jsonc", read=strict.configuration,
          of_all=r"no zone \S+ in zones.jsonc", **svg)
  for format, name, reader in [
    ("uk-carbon-intensity", "carbon-intensity.json", strict.document), ("uk-carbon-intensity", "carbon-intensity-region.json", strict.document),
    ("watttime", "watttime.json", strict.document), ("watttime", "watttime-forecasts.json", strict.document),
    ("eia930", "fuel-type-data.json", strict.document), ("uk-carbon-intensity", "carbon-intensity.csv", strict.table),
    ("watttime", "watttime-version-2.csv", strict.table), ("entsoe", "generation.csv", strict.table),
    ("entsoe", "generation-rows.csv", strict.table), ("eia930", "fuel-type-data.csv", strict.table),
  ]:
    with open(f"{inputs}/import/{name}", "rb") as file: data = file.read()
    subject(f"gridimport {format} {name}", f"gridimport {format} --zone DE {{}}", name, read=reader, data=data, least=1,
            of_all="no interval in it", output=strict.imported)
  subject("registry list", "registry list {}", "registry", schema=schema("registry"), is_rewritten=True, **svg)
  subject("registry promote", "registry promote {}", "registry", schema=schema("registry"), is_rewritten=True, **svg)
  subject("registry add --runs", "registry add new --name ny --network @network --runs {} --metric regret/naive_regret --where controller=forecast", "runs", least=1, **svg)
  subject("registry add --network", "registry add new --name ny --network {} --runs @runs --metric regret/naive_regret --where controller=forecast", "network", least=1, **svg)
  subject("tune score", "tune score {} --trial 1 --rung 1 --config @pipelines/camera/config.jsonc", "ratio", least=1, schema=summary, of_all="no summary")
  subject("tune report", "tune report {}", "trials", schema=schema("tune"), least=1, **svg)
  subject("tune draw", "tune draw --trial 1 --rung 1 --config @pipelines/camera/config.jsonc {}", "study.json", read=strict.document,
          data=strip_comments(f"{root}/pipelines/camera/config.jsonc"), **svg)
  for tool in study_tools:
    subject(f"{tool} --config", f"{tool} --print-config --config {{}}", f"{tool}.jsonc", read=strict.configuration,
            data=run(f"{tool} --print-config --config pipelines/camera/config.jsonc"), **svg)
  return found


def strip_comments(path):
  with open(path, "rb") as file: return json.dumps(strict.configuration(file.read())).encode()
