/// One review of an order.
struct Review {
    var id: Identifier
    var score: Int
    /// Places in the tables of phrases; what the comment is made of.
    var title: Int?
    var comment: Comment?
    /// Midnight of the day on which the buyer was asked.
    var created: Int
    var answered: Int

    struct Comment {
        var mood: Phrases.Mood
        var first: Int
        var second: Int?
        var joint: Joint
    }

    /// What stands between two sentences.
    enum Joint { case space, comma, line, blankLine }
}
