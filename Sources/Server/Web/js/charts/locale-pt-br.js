/** ECharts' own words in Brazilian Portuguese, in the form that `registerLocale` takes. */
export const ptBR = {
  time: {
    month: [
      'Janeiro', 'Fevereiro', 'Março', 'Abril', 'Maio', 'Junho',
      'Julho', 'Agosto', 'Setembro', 'Outubro', 'Novembro', 'Dezembro',
    ],
    monthAbbr: ['Jan', 'Fev', 'Mar', 'Abr', 'Mai', 'Jun', 'Jul', 'Ago', 'Set', 'Out', 'Nov', 'Dez'],
    dayOfWeek: [
      'Domingo', 'Segunda-feira', 'Terça-feira', 'Quarta-feira', 'Quinta-feira', 'Sexta-feira', 'Sábado',
    ],
    dayOfWeekAbbr: ['Dom', 'Seg', 'Ter', 'Qua', 'Qui', 'Sex', 'Sáb'],
  },
  legend: { selector: { all: 'Todas', inverse: 'Inverter' } },
  toolbox: {
    brush: {
      title: {
        rect: 'Seleção retangular',
        polygon: 'Seleção livre',
        lineX: 'Seleção horizontal',
        lineY: 'Seleção vertical',
        keep: 'Manter seleções',
        clear: 'Limpar seleções',
      },
    },
    dataView: { title: 'Dados', lang: ['Dados', 'Fechar', 'Atualizar'] },
    dataZoom: { title: { zoom: 'Ampliar', back: 'Desfazer ampliação' } },
    magicType: {
      title: { line: 'Linhas', bar: 'Barras', stack: 'Empilhar', tiled: 'Lado a lado' },
    },
    restore: { title: 'Restaurar' },
    saveAsImage: { title: 'Salvar imagem', lang: ['Clique com o botão direito para salvar a imagem'] },
  },
  series: {
    typeNames: {
      pie: 'Gráfico de pizza',
      bar: 'Gráfico de barras',
      line: 'Gráfico de linhas',
      scatter: 'Gráfico de dispersão',
      effectScatter: 'Gráfico de dispersão animado',
      radar: 'Gráfico de radar',
      tree: 'Árvore',
      treemap: 'Mapa de árvore',
      boxplot: 'Diagrama de caixa',
      candlestick: 'Gráfico de velas',
      k: 'Gráfico de velas',
      heatmap: 'Mapa de calor',
      map: 'Mapa',
      parallel: 'Coordenadas paralelas',
      lines: 'Gráfico de fluxos',
      graph: 'Grafo de relações',
      sankey: 'Diagrama de Sankey',
      funnel: 'Funil',
      gauge: 'Medidor',
      pictorialBar: 'Barras pictóricas',
      themeRiver: 'Rio temático',
      sunburst: 'Explosão solar',
      custom: 'Gráfico personalizado',
      chart: 'Gráfico',
    },
  },
  aria: {
    general: {
      withTitle: 'Este é um gráfico sobre “{title}”',
      withoutTitle: 'Este é um gráfico',
    },
    series: {
      single: {
        prefix: '',
        withName: ' do tipo {seriesType}, chamado {seriesName}.',
        withoutName: ' do tipo {seriesType}.',
      },
      multiple: {
        prefix: '. Ele tem {seriesCount} séries.',
        withName: ' A série {seriesId} é do tipo {seriesType} e representa {seriesName}.',
        withoutName: ' A série {seriesId} é do tipo {seriesType}.',
        separator: { middle: '', end: '' },
      },
    },
    data: {
      allData: 'Os dados são: ',
      partialData: 'Os primeiros {displayCnt} itens são: ',
      withName: '{name} vale {value}',
      withoutName: '{value}',
      separator: { middle: ', ', end: '. ' },
    },
  },
};
