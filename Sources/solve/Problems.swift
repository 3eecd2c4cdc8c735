import ArgumentParser
import CameraStages
import Stages

/// The problems that solve knows, a line each; the first is that of records that name none.
struct Problems: ProblemGroups {
  typealias Shared = SolvingOptions

  @OptionGroup(title: "camera") var camera: CameraSolver
}
