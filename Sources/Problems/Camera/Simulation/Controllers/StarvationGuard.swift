import CameraPlanning

/// When charging cannot wait: the model worth running at the grid's price could not run at the next task.
struct StarvationGuard: Sendable {
  private let options: ModelOptions
  private let capacity, slotCharge: Int64
  private let charging: Charging
  /// Present price of charging [reward per 10⁻⁷ mWh].
  private var price = 0.0
  /// Energy of the model most worth running on energy bought now; 0 where none is.
  private var worthwhileEnergy: Int64 = 0

  init(_ setup: Setup) {
    options = ModelOptions(setup)
    (capacity, slotCharge, charging) = (setup.capacity, setup.slotCharge, setup.charging)
  }

  /// - Parameter price: of charging from now on [reward per 10⁻⁷ mWh].
  mutating func observe(price: Double) {
    self.price = price
    worthwhileEnergy = options.best(price: price)?.energy ?? 0
  }

  /// Whether a task that leaves `rest` stored and charges `charge` leads there, and a slot's charge would be worth it.
  @inline(__always)
  func isNear(rest: Int64, charge: Int64) -> Bool { rest + charge < worthwhileEnergy && canPayOff(rest) }

  /// Whether what a slot's charge leaves in the battery can earn its price: always, unless some is paid for and lost.
  @inline(__always)
  private func canPayOff(_ stored: Int64) -> Bool {
    switch charging {
    case .continuous: true
    case .slots:
      (options.greatestGainPerUnit * Double(min(slotCharge, capacity - stored))).exceeds(price * Double(slotCharge))
    }
  }
}
