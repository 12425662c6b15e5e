/// Makes the reviews of an order from the seed alone: the score follows how the delivery went.
struct ReviewMaker: Sendable {
    let seed: Seed

    /// Scores 1 … 5, by how the order went.
    private static let early = WeightedChoice([5.6, 2.3, 7.3, 19.6, 65.2])
    private static let inTime = WeightedChoice([6.3, 2.6, 8.1, 21.2, 61.8])
    private static let justInTime = WeightedChoice([7.7, 3, 9.6, 22.7, 57])
    private static let daysLate = WeightedChoice([20, 6, 14, 22, 38])
    private static let manyDaysLate = WeightedChoice([48, 9, 12, 10.5, 20.5])
    private static let weekLate = WeightedChoice([68, 8, 9, 7.2, 7.8])
    private static let underway = WeightedChoice([62, 7.5, 10.5, 8.5, 11.5])
    private static let canceled = WeightedChoice([69, 7, 8, 4.5, 11.5])
    private static let undelivered = WeightedChoice([79, 7, 5, 3, 6])

    private static let commentShare = [0.765, 0.68, 0.435, 0.312, 0.358]
    private static let titleShare = [0.164, 0.152, 0.1, 0.09, 0.116]

    /// Review number `turn` (0 or 1) of an order.
    func make(_ turn: Int, of order: Order) -> Review {
        var stream = seed.stream(.review, order.number * 2 + turn)
        let score = scores(for: order).place(stream.unit()) + 1
        let created = creation(of: order, &stream) + turn * (2 + stream.below(5)) * Day.seconds
        let wait = max(0.08, stream.logNormal(median: 1.68, spread: 0.88))
        return Review(
            id: seed.id(.review, order.number * 2 + turn), score: score,
            title: stream.chance(Self.titleShare[score - 1]) ? stream.below(Phrases.titles(score).count) : nil,
            comment: stream.chance(Self.commentShare[score - 1]) ? comment(score, order, &stream) : nil,
            created: created, answered: created + 3600 + Int(wait * Double(Day.seconds)))
    }

    private func scores(for order: Order) -> WeightedChoice {
        guard let late = order.daysLate else {
            switch order.fate.status {
            case .delivered: return Self.inTime
            case .shipped: return Self.underway
            case .canceled: return Self.canceled
            default: return Self.undelivered
            }
        }
        switch late {
        case ..<(-10): return Self.early
        case ..<(-3): return Self.inTime
        case ...0: return Self.justInTime
        case ...2: return Self.daysLate
        case ...5: return Self.manyDaysLate
        default: return Self.weekLate
        }
    }

    /// The buyer is asked on the day after the delivery, or some days after the promised day when nothing came.
    private func creation(of order: Order, _ stream: inout RandomStream) -> Int {
        let overdue = order.estimated / Day.seconds + 2 + stream.below(2)
        guard let delivered = order.delivered else { return overdue * Day.seconds }
        let day = delivered / Day.seconds + (stream.chance(0.97) ? 1 : 2)
        return min(day, overdue) * Day.seconds
    }

    private func comment(_ score: Int, _ order: Order, _ stream: inout RandomStream) -> Review.Comment {
        let isMissing = order.delivered == nil || (order.daysLate ?? 0) > 2
        let mood: Phrases.Mood =
            switch score {
            case 1, 2: isMissing && stream.chance(0.8) ? .missing : .angry
            case 3: .mixed
            default: .happy
            }
        let count = Phrases.sentences(mood).count
        let first = stream.below(count)
        let hasSecond = stream.chance(score < 3 ? 0.85 : 0.6)
        var second = stream.below(count - 1)
        if second >= first { second += 1 }
        let roll = stream.unit()
        let breaks = score < 3 ? 0.125 : 0.148
        let joint: Review.Joint =
            roll < breaks * 0.72 ? .line : roll < breaks ? .blankLine : roll < 0.45 ? .comma : .space
        return Review.Comment(mood: mood, first: first, second: hasSecond ? second : nil, joint: joint)
    }
}
