// The same records for Foundation's coders, their properties named as the fields are.

struct ScenarioPeer: Codable {
  var kind, id, problem, location, zone, season, start, carbon_basis, resample, grid_source, fill, charging: String
  var longitude, capacity_wh, charge_power_w, charge_efficiency, discharge_efficiency, initial_wh: Double
  var accuracy_req, latency_req_s, success_weight, small_miss_weight, large_miss_weight, dirty_mwh_weight: Double
  var interval_s, task_interval_s, horizon_s, tail_s, grid_filled: Int
  var grid_modelled, feasible: Bool
  var carbon_free, carbon_g_per_kwh: [Double]
  var history: [Double]?
  var plan: PlanPeer?
}

struct PlanPeer: Codable {
  var method, charging, termination, solution: String
  var reward, terminal, bound, gap: Double
  var success_model: String?
  var success, fallback: [Int]
  var charge_s, battery_wh, price: [Double]
}

struct RunPeer: Codable {
  var kind, id, controller, status: String
  var tasks, successes, small_misses, large_misses, relative_accuracy_omitted, charge_starts: Int
  var success_rate, small_miss_rate, large_miss_rate, utility, terminal_credit, relative_accuracy, clean_fraction: Double?
  var used_wh, grid_wh, lost_wh, clean_wh, dirty_wh, carbon_g, final_wh, min_wh, mean_wh: Double
  var charging_s, full_cycles: Double
  var clairvoyant, plan_gap, naive_utility, regret, naive_regret, normalised_regret: Double?
  var tasks_YOLOv10_N, tasks_YOLOv10_S, tasks_YOLOv10_M, tasks_YOLOv10_B, tasks_YOLOv10_L, tasks_YOLOv10_X: Int
}

struct TracePeer: Codable {
  var kind, id, controller, time, outcome: String
  var interval_s: Int
  var battery_wh, carbon_free, carbon_g_per_kwh, charge, used_mwh, grid_mwh, carbon_g: Double
  var price: Double?
  var model: String?
}
