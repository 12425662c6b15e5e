/// How orders were paid for.
extension OrderMaker {
    private enum Mix: Int {
        case card, boleto, cardAndVoucher, vouchers, debit
    }

    private static let mixes = WeightedChoice([74_259, 19_784, 2245, 1621, 1527])
    /// Vouchers of an order that has some: 1, 2, 3 …
    private static let voucherCounts = WeightedChoice([3000, 560, 210, 70, 45, 30, 14, 9, 7, 6, 6, 4, 2])
    /// Installments from 2 on, where the buyer chose to have some.
    private static let installments = WeightedChoice([
        12_413, 10_461, 7098, 5239, 3920, 1626, 3900, 644, 4300, 23, 133, 16, 15, 74, 5, 8, 27, 0, 17, 3, 1, 1, 18,
    ])

    func addPayments(to order: inout Order, _ stream: inout RandomStream) {
        order.payments.removeAll(keepingCapacity: true)
        let total = order.items.reduce(0) { $0 + $1.priceCents + $1.freightCents }
        switch order.fate {
        case .deliveredWithoutPayment:
            break
        case .canceledNotDefined:
            order.payments.append(.init(sequential: 1, type: .notDefined, installments: 1, cents: 0))
        case .firstSequentialNotOne:
            // The voucher that was payment 1 is missing; what is left still pays for all.
            let isDebit = stream.chance(0.64)
            let count = isDebit ? 1 : installments(for: total, &stream)
            order.payments.append(
                .init(sequential: 2, type: isDebit ? .debitCard : .creditCard, installments: count, cents: total))
        case .zeroInstallments:
            let part = total / 4
            order.payments.append(.init(sequential: 1, type: .voucher, installments: 1, cents: part))
            order.payments.append(.init(sequential: 2, type: .creditCard, installments: 0, cents: total - part))
        case .zeroVoucher:
            pay(total, of: &order, by: .cardAndVoucher, &stream)
            let next = order.payments.count + 1
            order.payments.append(.init(sequential: next, type: .voucher, installments: 1, cents: 0))
        case .paymentsDiffer:
            pay(total + difference(of: total, &stream), of: &order, by: .card, &stream)
        case .paymentsDifferByOneCent:
            pay(total + (stream.chance(0.5) ? 1 : -1), of: &order, by: .card, &stream)
        default:
            pay(total, of: &order, by: Mix(rawValue: Self.mixes.place(stream.unit())) ?? .card, &stream)
        }
    }

    private func pay(_ total: Int, of order: inout Order, by mix: Mix, _ stream: inout RandomStream) {
        func add(_ type: Order.PaymentType, _ installments: Int, _ cents: Int) {
            order.payments.append(
                .init(sequential: order.payments.count + 1, type: type, installments: installments, cents: cents))
        }
        switch mix {
        case .card:
            add(.creditCard, installments(for: total, &stream), total)
        case .boleto:
            add(.boleto, 1, total)
        case .debit:
            add(.debitCard, 1, total)
        case .cardAndVoucher:
            let vouchers = Int(Double(total) * (0.1 + 0.75 * stream.unit()))
            add(.creditCard, installments(for: total - vouchers, &stream), total - vouchers)
            var rest = vouchers
            let count = min(Self.voucherCounts.place(stream.unit()) + 1, max(1, vouchers / 100))
            for place in 0..<count {
                let part = place == count - 1 ? rest : max(1, rest / (count - place) * (70 + stream.below(60)) / 100)
                add(.voucher, 1, part)
                rest -= part
            }
        case .vouchers:
            var rest = total
            let count = min(Self.voucherCounts.place(stream.unit()) + 1, max(1, total / 100))
            for place in 0..<count {
                let part = place == count - 1 ? rest : max(1, rest / (count - place) * (70 + stream.below(60)) / 100)
                add(.voucher, 1, part)
                rest -= part
            }
        }
    }

    /// Installments of a card payment: more for a larger sum, none below ten reals each.
    private func installments(for cents: Int, _ stream: inout RandomStream) -> Int {
        let atOnce = cents < 4000 ? 0.68 : cents < 8000 ? 0.37 : cents < 15_000 ? 0.26 : 0.19
        if stream.chance(atOnce) { return 1 }
        if cents > 25_000 && stream.chance(0.38) { return stream.chance(0.35) ? 8 : 10 }
        return max(1, min(Self.installments.place(stream.unit()) + 2, cents / 1000))
    }

    /// By how many cents payments miss price + freight: mostly interest, at times a little less. Two cents at least.
    private func difference(of total: Int, _ stream: inout RandomStream) -> Int {
        if stream.chance(0.12) { return -min(2 + stream.below(30), total / 2) }
        return 2 + Int(stream.logNormal(median: 560, spread: 1.1))
    }
}
