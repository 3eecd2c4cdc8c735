import ArgumentParser
import CameraStages
import Stages

/// The problems that simulate knows, a line each; the first is that of records that name none.
struct Problems: ProblemGroups {
  typealias Shared = SimulatingOptions

  @OptionGroup(title: "camera") var camera: CameraSimulator
}
