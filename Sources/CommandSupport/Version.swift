/// What `--version` prints: the suite's version, and that of the record format, which changes when a field's meaning does.
public let suiteVersion = "optimal-charge 0.2.0 (record format 1)"
