/// Short texts in Portuguese that comments and titles of reviews are made of. All are made up.
enum Phrases {
    /// What a comment is about.
    enum Mood: Int, Sendable { case happy, mixed, angry, missing }

    /// A phrase and whether it needs quotes in a file of comma-separated values. Quotation marks in it are doubled.
    struct Phrase: Sendable {
        let bytes: [UInt8]
        let needsQuotes: Bool

        init(_ text: String) {
            needsQuotes = text.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
            bytes = Array(text.utf8).flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        }
    }

    static func sentences(_ mood: Mood) -> [Phrase] {
        switch mood {
        case .happy: happy
        case .mixed: mixed
        case .angry: angry
        case .missing: missing
        }
    }

    static func titles(_ score: Int) -> [Phrase] {
        score > 3 ? goodTitles : score == 3 ? mixedTitles : badTitles
    }

    private static let goodTitles = [
        "Gostei muito", "Compra aprovada", "Nota dez", "Chegou rápido", "Superou o esperado", "Bom, bonito e barato",
        "Vale a pena", "Tudo certo", "Ótima compra", "Produto de primeira", "Voltarei a comprar", "Entrega relâmpago",
    ].map(Phrase.init)

    private static let mixedTitles = [
        "Mais ou menos", "Poderia ser melhor", "Razoável", "Esperava mais", "Bom, mas demorou", "Médio",
    ].map(Phrase.init)

    private static let badTitles = [
        "Não gostei", "Decepcionante", "Ainda esperando", "Não comprem", "Péssima experiência", "Cadê meu pedido?",
        "Veio errado", "Muito atraso", "Quero meu dinheiro", "Sem resposta",
    ].map(Phrase.init)

    private static let happy = [
        "Chegou antes da data marcada", "Embalagem caprichada e produto perfeito", "Gostei demais da compra",
        "O acabamento surpreende pelo preço", "Vendedor atencioso do começo ao fim", "Igualzinho ao da foto",
        "Minha mãe adorou o presente", "Funciona muito bem", "Recebi em três dias, nota mil",
        "Comprei outro para minha irmã", "Material resistente e bonito", "Ficou lindo na sala",
        "Vou comprar de novo com certeza", "Tudo conforme anunciado", "Preço justo e entrega rápida",
        "Cheiro delicioso e dura o dia todo", "Fácil de montar, manual claro", "Serviu direitinho",
        "A cor é ainda mais bonita pessoalmente", "Loja \"nota dez\" no atendimento", "Estou muito satisfeito",
        "Qualidade acima do que eu imaginava", "Veio bem protegido, sem nenhum arranhão", "Ótimo custo-benefício",
        "Indico de olhos fechados", "Meu filho não larga mais", "Boa", "Perfeito", "Amei", "Show de bola",
    ].map(Phrase.init)

    private static let mixed = [
        "O produto é bom, a entrega nem tanto", "Esperava um material melhor", "Veio sem o manual",
        "A caixa chegou amassada, mas o conteúdo está bem", "Cumpre o que promete e só", "Tamanho menor do que parece",
        "A cor é diferente da anunciada", "Demorou um pouco além do normal", "Funciona, porém faz barulho",
        "Acabamento simples", "Tive que montar duas vezes", "Faltou um parafuso no kit",
        "Pelo preço está razoável", "O atendimento poderia ser mais ágil",
    ].map(Phrase.init)

    private static let angry = [
        "Veio com defeito e ninguém resolve o meu problema", "Parou de funcionar no segundo dia de uso",
        "Mandaram o modelo errado e agora tenho que pagar o frete da troca", "Comprei duas unidades e só chegou uma",
        "O tecido rasgou na primeira lavagem", "A peça principal chegou quebrada dentro da caixa",
        "Não é original como dizia o anúncio", "Já abri três chamados e continuo sem resposta",
        "Quero devolver, alguém pode me orientar?", "O produto é bem inferior ao da foto, me senti enganada",
        "Faltaram peças e o manual é de outro modelo", "Disseram \"troca garantida\" e depois sumiram",
        "Dinheiro jogado fora", "A tampa não fecha e vaza tudo", "Nunca mais compro nesta loja",
        "Pedi azul e recebi rosa, sem nenhuma explicação",
    ].map(Phrase.init)

    private static let missing = [
        "Até agora não recebi nada", "O prazo venceu faz dias e o rastreio não muda",
        "Consta como entregue, mas aqui não chegou", "Era presente de aniversário e a festa já passou",
        "O pedido está parado na transportadora há semanas", "Ninguém responde às minhas mensagens sobre a entrega",
        "Quero o cancelamento e o meu dinheiro de volta", "A nota fiscal veio, o produto não",
        "Disseram que estava sem estoque depois de cobrar no cartão", "Péssimo prazo de entrega",
        "Chegou tão tarde que já tinha comprado em outro lugar", "Recebi só uma parte do pedido, falta o resto",
        "Os correios dizem que nem foi postado",
    ].map(Phrase.init)
}
