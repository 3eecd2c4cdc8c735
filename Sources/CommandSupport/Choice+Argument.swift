import ArgumentParser
import Records

// The closed sets of words in records are the closed sets of words of options.
extension Resampling: ExpressibleByArgument {}
extension CarbonBasis: ExpressibleByArgument {}
extension Charging: ExpressibleByArgument {}
extension Season: ExpressibleByArgument {}
extension Filling: ExpressibleByArgument {}
extension Network.Task: ExpressibleByArgument {}
extension Plan.Objective: ExpressibleByArgument {}
