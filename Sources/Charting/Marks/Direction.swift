/// Whether a quantity is read along the level or the upright axis.
public enum Direction: Sendable { case level, upright }
