import ArgumentParser
import CameraStages
import Stages

/// The problems whose policies trainnet learns, a line each; the first is that of records that name none.
struct Problems: ProblemGroups {
  typealias Shared = LearningOptions

  @OptionGroup(title: "camera") var camera: CameraLearner
}
