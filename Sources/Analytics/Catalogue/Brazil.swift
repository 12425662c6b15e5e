/// Brazil's states and regions, as the statistics office IBGE names them.
public enum Brazil {
    /// A state, or the federal district.
    public struct State: Sendable, Hashable {
        /// Its two letters.
        public let code: String
        /// Its name.
        public let name: String
        /// The letters of its region.
        public let region: String
    }

    /// All 27, by their letters.
    public static let states: [State] = [
        State(code: "AC", name: "Acre", region: "N"), State(code: "AL", name: "Alagoas", region: "NE"),
        State(code: "AM", name: "Amazonas", region: "N"), State(code: "AP", name: "Amapá", region: "N"),
        State(code: "BA", name: "Bahia", region: "NE"), State(code: "CE", name: "Ceará", region: "NE"),
        State(code: "DF", name: "Distrito Federal", region: "CO"),
        State(code: "ES", name: "Espírito Santo", region: "SE"), State(code: "GO", name: "Goiás", region: "CO"),
        State(code: "MA", name: "Maranhão", region: "NE"), State(code: "MG", name: "Minas Gerais", region: "SE"),
        State(code: "MS", name: "Mato Grosso do Sul", region: "CO"),
        State(code: "MT", name: "Mato Grosso", region: "CO"), State(code: "PA", name: "Pará", region: "N"),
        State(code: "PB", name: "Paraíba", region: "NE"), State(code: "PE", name: "Pernambuco", region: "NE"),
        State(code: "PI", name: "Piauí", region: "NE"), State(code: "PR", name: "Paraná", region: "S"),
        State(code: "RJ", name: "Rio de Janeiro", region: "SE"),
        State(code: "RN", name: "Rio Grande do Norte", region: "NE"), State(code: "RO", name: "Rondônia", region: "N"),
        State(code: "RR", name: "Roraima", region: "N"), State(code: "RS", name: "Rio Grande do Sul", region: "S"),
        State(code: "SC", name: "Santa Catarina", region: "S"), State(code: "SE", name: "Sergipe", region: "NE"),
        State(code: "SP", name: "São Paulo", region: "SE"), State(code: "TO", name: "Tocantins", region: "N"),
    ]

    /// The five regions.
    static let regions: [(code: String, label: Label)] = [
        ("N", Label("North", "Norte")), ("NE", Label("Northeast", "Nordeste")),
        ("CO", Label("Central-West", "Centro-Oeste")), ("SE", Label("Southeast", "Sudeste")),
        ("S", Label("South", "Sul")),
    ]
}
