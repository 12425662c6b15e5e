/// How many orders each day has: growth, season, weekdays, Black Friday, a first trial in 2016 and stragglers at the end.
///
/// Orders are numbered by day, so that a number tells the day.
struct OrderCalendar: Sendable {
    /// The day of each run of orders.
    private let days: [Int]
    /// Number of the first order after each run.
    private let ends: [Int]
    /// Orders that are not stragglers; the stragglers follow them.
    let regular: Int
    /// Days in which every status has had time to be reached.
    static let lastDelivery = Day.number(2018, 10, 17) * Day.seconds + 13 * 3600

    private static let lastRegularDay = Day.number(2018, 8, 29)

    /// Below this size a tenth of the median day would be less than an order, and stragglers would be ordinary days.
    private static let smallestWithStragglers = 5000
    /// Below this size the shop opened later, so that its days still hold a dozen orders.
    private static let smallestWithTwoYears = 10_000

    init(seed: Seed, orders: Int) {
        let stragglers = orders < Self.smallestWithStragglers ? 0 : max(4, Scale(orders: orders).count(25))
        var trial: [(day: Int, weight: Double, count: Int)] = []
        if orders >= Self.smallestWithTwoYears { trial = Self.trialDays(orders: orders) }
        let early = trial.reduce(0) { $0 + $1.count }
        let open = max(0, orders - stragglers - early)

        let firstDay = orders < Self.smallestWithTwoYears ? Day.number(2017, 8, 1) : Day.number(2017, 1, 5)
        let regularDays = Array(firstDay...Self.lastRegularDay)
        let weights = regularDays.map { Self.weight(of: $0, seed: seed) }
        let sum = weights.reduce(0, +)
        var runs = trial.map { (day: $0.day, count: $0.count) }
        var weightDone = 0.0
        var done = 0
        for (day, weight) in zip(regularDays, weights) {
            weightDone += weight
            let end = day == Self.lastRegularDay ? open : min(open, Int(Double(open) * (weightDone / sum)))
            runs.append((day, end - done))
            done = end
        }
        let late = Self.stragglerDays
        for place in late.indices {
            runs.append(
                (late[place], stragglers * (place + 1) / late.count - stragglers * place / late.count))
        }
        var days: [Int] = []
        var ends: [Int] = []
        var end = 0
        for run in runs where run.count > 0 {
            end += run.count
            days.append(run.day)
            ends.append(end)
        }
        self.days = days
        self.ends = ends
        regular = orders - stragglers
    }

    /// The day of an order.
    @inline(__always)
    func day(ofOrder order: Int) -> Int {
        var low = 0
        var high = ends.count - 1
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= order { low = middle + 1 } else { high = middle }
        }
        return days[low]
    }

    /// Days and months without orders, orders after the as-of day, and the days that a summary names.
    func facts() -> (
        emptyDays: Int, emptyMonths: Int, afterAsOf: Int, first: Int, last: Int, asOf: Int
    ) {
        guard let first = days.first, let last = days.last, let total = ends.last else { return (0, 0, 0, 0, 0, 0) }
        var start = 0
        let counts = ends.map { end in
            defer { start = end }
            return end - start
        }
        let sorted = counts.sorted()
        let twiceMedian = sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]
        let asOf = counts.lastIndex { $0 * 20 >= twiceMedian } ?? counts.count - 1
        func month(_ day: Int) -> Int { Day.civil(day).year * 12 + Day.civil(day).month }
        var months = 0
        var previous = -1
        for day in days where month(day) != previous {
            months += 1
            previous = month(day)
        }
        return (
            last - first + 1 - days.count, month(last) - month(first) + 1 - months, total - ends[asOf],
            first, last, days[asOf]
        )
    }

    /// The weeks in which the shop tried itself out, months before it opened.
    private static func trialDays(orders: Int) -> [(day: Int, weight: Double, count: Int)] {
        let october = [8, 63, 47, 51, 46, 42, 26, 39].enumerated().map { (Day.number(2016, 10, 3 + $0), $1) }
        let single = [
            Day.number(2016, 9, 4), Day.number(2016, 9, 5), Day.number(2016, 9, 13), Day.number(2016, 9, 15),
        ]
        let scale = Scale(orders: orders)
        let days = single.map { ($0, 1) } + october + [(Day.number(2016, 12, 23), 1)]
        return days.map { (day: $0, weight: Double($1), count: scale.count($1)) }
    }

    /// Days weeks after the last regular one, some with no order between them.
    private static let stragglerDays =
        [3, 6, 10, 11, 12, 13, 17, 20, 25, 26, 29].map { Day.number(2018, 9, $0) }
        + [1, 3, 16, 17].map { Day.number(2018, 10, $0) }

    /// Orders a day in each month from 2017-01 to 2018-08.
    private static let daily: [Double] = [
        30, 64, 86, 80, 119, 108, 130, 140, 143, 149, 208, 193, 234, 240, 232, 231, 222, 206, 203, 246,
    ]
    /// From Sunday to Saturday.
    private static let weekdays: [Double] = [0.845, 1.145, 1.13, 1.1, 1.045, 1.0, 0.77]

    private static func weight(of day: Int, seed: Seed) -> Double {
        let date = Day.civil(day)
        var weight = daily[(date.year - 2017) * 12 + date.month - 1] * weekdays[Day.weekday(day)]
        switch day - Day.number(2017, 11, 24) {
        case 0: weight *= 5.6
        case 1: weight *= 3.1
        case 2, 3: weight *= 1.95
        case 4, 5: weight *= 1.6
        case -20 ... -1: weight *= 0.82
        default: break
        }
        if (22...25).contains(date.day) && date.month == 12 { weight *= 0.55 }
        if (1...8).contains(date.day) && date.month == 1 && date.year == 2017 { weight *= 0.4 }
        // The last days fade out: part of their orders had not been exported yet.
        let left = lastRegularDay - day
        if left < 9 { weight *= [0.35, 0.38, 0.4, 0.42, 0.45, 0.5, 0.62, 0.8, 0.95][left] }
        var stream = seed.stream(.day, day)
        return weight * (0.88 + 0.24 * stream.unit())
    }
}
