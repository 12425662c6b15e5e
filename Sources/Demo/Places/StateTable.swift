/// The states of Brazil with their shares of a marketplace.
///
/// One state a line: code, weight among customers, weight among sellers, weight among postal-code prefixes, median days
/// in transit and median days promised, both in tenths of a day.
enum StateTable {
    static let text = """
        SP|41746|1849|6349|44|188
        RJ|12852|171|1390|84|246
        MG|11635|244|1868|72|236
        RS|5466|129|1132|100|280
        PR|5045|349|1046|72|240
        SC|3637|190|620|95|251
        BA|3380|19|992|138|290
        DF|2140|30|516|81|241
        ES|2033|23|315|100|250
        GO|2020|40|773|110|270
        PE|1652|9|596|128|310
        CE|1336|13|548|148|312
        PA|975|1|309|173|361
        MT|907|4|254|132|312
        MA|747|1|313|157|302
        MS|715|5|242|111|259
        PB|536|6|324|141|325
        PI|495|1|307|135|295
        RN|485|5|280|131|319
        AL|413|0|178|181|314
        SE|350|2|135|142|295
        TO|280|0|184|131|284
        RO|253|2|108|151|380
        AM|148|1|144|230|454
        AC|81|1|46|151|402
        AP|68|0|26|210|472
        RR|46|0|28|226|445
        """
}
